// Files for the user to keep.
export function saveText(name: string, text: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  openDownload(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** An address that answers with a file. */
export function openDownload(url: string, name?: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name ?? '';
  link.click();
}
