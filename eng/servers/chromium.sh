#!/usr/bin/env bash
# Installs Chromium by apt if missing, with a font that has letters. What it says is its path.
set -euo pipefail

if ! [ -x /usr/bin/chromium ]; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
fi
echo "ready: /usr/bin/chromium"
