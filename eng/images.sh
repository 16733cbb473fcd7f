#!/usr/bin/env bash
# Makes the images that compose.yaml names, with the SDK alone: no Dockerfile. Needs a container engine to put them into.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

image() { dotnet publish "$1" -c Release -v q -nologo -t:PublishContainer -p:ContainerRepository="$2" -p:ContainerImageTag=latest; }

image src/SysCsv.Portal/SysCsv.Portal.Host syscsv-portal
image samples/Consumer syscsv-consumer
