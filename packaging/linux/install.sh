#!/bin/sh
# Puts Interviewer into the person's own folders: no root, nothing outside ~/.local.
#   ./install.sh             install
#   ./install.sh --remove    take it away again; recordings and history stay
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to="${XDG_DATA_HOME:-$HOME/.local/share}"
program="$HOME/.local/lib/interviewer"
id=org.interviewer.Interviewer

rm -rf "$program" "$HOME/.local/bin/interviewer" "$to/applications/$id.desktop" "$to/metainfo/$id.metainfo.xml"
find "$to/icons/hicolor" -name "$id.*" -delete 2>/dev/null || true
if [ "${1:-}" = "--remove" ]; then
    echo "Interviewer is gone. What you recorded is still in $to/interviewer; delete it if you like."
    exit 0
fi
mkdir -p "$HOME/.local/lib" "$HOME/.local/bin" "$to/applications" "$to/metainfo" "$to/icons"
cp -R "$here/lib/interviewer" "$program"
ln -s ../lib/interviewer/interviewer "$HOME/.local/bin/interviewer"
cp -R "$here/share/icons/." "$to/icons/"
cp "$here/share/metainfo/$id.metainfo.xml" "$to/metainfo/"
sed "s|^Exec=.*|Exec=$program/interviewer|" "$here/share/applications/$id.desktop" > "$to/applications/$id.desktop"
command -v update-desktop-database >/dev/null && update-desktop-database "$to/applications" || true
echo "Installed. Start it from the menu, or with: interviewer"
case ":$PATH:" in *":$HOME/.local/bin:"*) ;; *) echo "($HOME/.local/bin is not on your PATH yet.)" ;; esac
