#!/usr/bin/env bash
# Makes the pictures in docs/images anew: holds the meetings of the browser tests and takes what they photographed.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "${1:-}" = --keep ] || dotnet test tests/PeerMesh.Web.Tests --nologo --filter "FullyQualifiedName~WholeMeetingTests|FullyQualifiedName~ThreeLanguagesTests|FullyQualifiedName~CheckOutTests"

take() { # from to
  pngquant --force --strip --speed 1 --quality 60-90 --output "docs/images/room-$2.png" "artifacts/screenshots/$1.png"
}

for moment in check-in discussion pairs; do
  for width in 390 820 1280; do take "dbsa-$moment-$width" "$moment-$width"; done
done
take crisis-card-390 crisis-390
pngquant --force --strip --speed 1 --quality 60-90 --output docs/images/room.png artifacts/screenshots/dbsa-discussion-1280.png # for the README
take help-call-1280 help-call-1280
take dbsa-after-820 after-820
for name in help-ht-820 next-ht-390 settings-es-390 offline-es-390 silence-es-820 silence-1280 check-out-390 check-out-results-1280; do take "$name" "$name"; done
