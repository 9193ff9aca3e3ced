#!/usr/bin/env bash
# Makes a disk image of the app: disk_image.sh APP DMG. Written from Apple's documents; its authors had no Mac.
#   INTERVIEWER_SIGN_AS      the "Developer ID Application: …" identity; without it nothing is signed
#   INTERVIEWER_NOTARY       the name of a profile stored with `xcrun notarytool store-credentials`
set -euo pipefail
app=$1
image=$2
here=$(cd "$(dirname "$0")" && pwd)
if [ -n "${INTERVIEWER_SIGN_AS:-}" ]; then
    codesign --force --deep --options runtime --timestamp \
        --entitlements "$here/entitlements.plist" --sign "$INTERVIEWER_SIGN_AS" "$app"
    codesign --verify --deep --strict "$app"
fi
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname Interviewer -srcfolder "$stage" -ov -format UDZO "$image"
if [ -n "${INTERVIEWER_SIGN_AS:-}" ]; then
    codesign --timestamp --sign "$INTERVIEWER_SIGN_AS" "$image"
    if [ -n "${INTERVIEWER_NOTARY:-}" ]; then
        xcrun notarytool submit "$image" --keychain-profile "$INTERVIEWER_NOTARY" --wait
        xcrun stapler staple "$image"
    fi
fi
