#!/bin/sh
# Make sure that a Chromium is here for the browser tests, or say exactly what to install.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
install="apt-get install -y chromium"
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then
    echo "Installing Debian's chromium for the browser tests …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null && exit 0
  elif sudo -n true 2>/dev/null; then
    echo "Installing Debian's chromium for the browser tests …"
    sudo -n apt-get update -qq && sudo -n env DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null && exit 0
  fi
  echo "The browser tests need Chromium. Install it with:  sudo $install"
else
  echo "The browser tests need Chromium (or Google Chrome) on the PATH. Install it with your system's package manager."
fi
exit 1
