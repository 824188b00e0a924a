/** Hands a file to the reader. The address is given back a little later: some browsers read it only after the click. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}

/** A canvas as a PNG file; nothing where the browser cannot encode it. */
export function downloadPng(canvas: HTMLCanvasElement | null, name: string): void {
  canvas?.toBlob((blob) => {
    if (blob) download(blob, `${name}.png`);
  }, 'image/png');
}

/** A picture as an SVG file; nothing where there is none yet. */
export function downloadSvg(svg: string | null, name: string): void {
  if (svg !== null) download(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`);
}

export function downloadCsv(text: string, name: string): void {
  download(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}
