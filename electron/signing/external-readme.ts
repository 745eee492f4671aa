import type { SignWords } from '../../shared/record/sign-request.ts';
import type { ExternalBytes } from './external.ts';

type About = { readonly title: string; readonly display: string; readonly words: SignWords };

/** README.txt of a signing folder: what is signed, and the commands for openssl and for a token behind PKCS #11. */
export function externalReadme(
  { title, display, words }: About,
  { pae, manifest, paeSha256, manifestSha256 }: ExternalBytes,
): string {
  return `A SIGNING REQUEST OF HOTWASH

What you are asked to sign

  review      ${words.review}: ${title.replaceAll(/\s+/g, ' ')}
  as          ${words.role} (${words.act})
  who         ${words.member} (${display.replaceAll(/\s+/g, ' ')})
  at          ${words.claimedAt}, the time that will stand in the record as claimed by you
  over        ${words.files} files, ${words.events} events of history, ${words.covers} earlier sign-offs
  the head    ${words.headWords.slice(0, 4).join(' ')}
              ${words.headWords.slice(4).join(' ')}

Have the eight words of the head read to you by whoever asks, and compare. Nothing here is secret, and nothing here
proves who made it: request.json says the same in full.

What is signed

  to-sign.bin            ${pae.length} bytes, sha256 ${paeSha256}
  to-sign-manifest.bin   ${manifest.length} bytes, sha256 ${manifestSha256}

Each is signed by the same key: ECDSA P-256, or RSA of 3072 bits and more. First see that they arrived whole:

    sha256sum to-sign.bin to-sign-manifest.bin

With a key file, ECDSA P-256 (KEY is your private key; it does not leave your machine):

    openssl dgst -sha256 -sign KEY -out pae.sig to-sign.bin
    openssl dgst -sha256 -sign KEY -out manifest.sig to-sign-manifest.bin
    openssl pkey -in KEY -pubout -out key.pem

With a key file, RSA. The second is SHA-512: OpenSSH asks for it.

    openssl dgst -sha256 -sign KEY -out pae.sig to-sign.bin
    openssl dgst -sha512 -sign KEY -out manifest.sig to-sign-manifest.bin
    openssl pkey -in KEY -pubout -out key.pem

With a smart card or token, ECDSA P-256 (MODULE is its PKCS #11 library, ID the key's id on it; it asks for the PIN):

    openssl dgst -sha256 -binary -out pae.hash to-sign.bin
    openssl dgst -sha256 -binary -out manifest.hash to-sign-manifest.bin
    pkcs11-tool --module MODULE --login --id ID --sign --mechanism ECDSA --signature-format openssl --input-file pae.hash --output-file pae.sig
    pkcs11-tool --module MODULE --login --id ID --sign --mechanism ECDSA --signature-format openssl --input-file manifest.hash --output-file manifest.sig
    pkcs11-tool --module MODULE --id ID --read-object --type pubkey --output-file key.der
    openssl pkey -pubin -inform DER -in key.der -pubout -out key.pem

With a smart card or token, RSA:

    pkcs11-tool --module MODULE --login --id ID --sign --mechanism SHA256-RSA-PKCS --input-file to-sign.bin --output-file pae.sig
    pkcs11-tool --module MODULE --login --id ID --sign --mechanism SHA512-RSA-PKCS --input-file to-sign-manifest.bin --output-file manifest.sig
    pkcs11-tool --module MODULE --id ID --read-object --type pubkey --output-file key.der
    openssl pkey -pubin -inform DER -in key.der -pubout -out key.pem

Instead of key.pem you may bring your certificate in PEM.

What to bring back

  pae.sig, manifest.sig and key.pem. In Hotwash: the review's record, Bring an answer back. Or at a prompt:

    hotwash sign take ${words.review} --pae-signature pae.sig --manifest-signature manifest.sig --key key.pem

The request grows stale when somebody else signs in between; then you are given a fresh one.
`;
}
