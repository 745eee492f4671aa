/** What a person finds in a bundle: how to check it with tools that are on any machine. */
export const courierReadMe = `A courier bundle of Hotwash: release data on its way into a network without a connection.

manifest.json   what is in here: the origin, the lines of its intake, each raw file with its SHA-256
manifest.sig    Ed25519 signature over manifest.json by the origin's device
origin.pem      that device's public key; compare it with one you were given separately
raw/            the files and answers as they came in, named by their SHA-256

Check the signature (OpenSSL 3):
  openssl pkeyutl -verify -pubin -inkey origin.pem -rawin -in manifest.json -sigfile manifest.sig

Check the files:
  (cd raw && for file in *; do printf '%s  %s\\n' "$file" "$file"; done | sha256sum -c -)

Take it in: hotwash courier take BUNDLE.zip, or drop it on Hotwash's window.
`;
