/** Gives a text to the person as a file. */
export const downloadText = (name: string, text: string, type = 'application/json'): void =>
  download(name, new Blob([text], { type }));

/** Gives bytes, as a procedure answers them in base64, to the person as a file. */
export const downloadBase64 = (name: string, base64: string, type: string): void =>
  download(name, new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type }));

function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
