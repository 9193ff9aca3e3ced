#!/usr/bin/env bash
# Writes the lock files from pyproject.toml: versions and hashes, and no address of any host.
set -euo pipefail
cd "$(dirname "$0")/.."
export="uv export --quiet --no-emit-project --no-annotate --no-header"
uv lock --quiet "$@"
$export --no-dev --all-extras -o requirements.lock >/dev/null
$export --group dev --all-extras -o requirements-dev.lock >/dev/null
$export --only-group pack -o packaging/requirements.lock >/dev/null
rm uv.lock
# Every line would carry the list of all three systems; only the exceptions say something.
every="sys_platform == 'darwin' or sys_platform == 'linux' or sys_platform == 'win32'"
locks="requirements.lock requirements-dev.lock packaging/requirements.lock"
sed -i -e "s/ ; $every \\\\/ \\\\/" -e "s/ and ($every)//" $locks
! grep -n "://" $locks
