// A drawing as a file.
const FONT = 'system-ui, "Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK JP", sans-serif';

export function svgText(figure: SVGSVGElement, title: string): string {
  const copy = figure.cloneNode(true) as SVGSVGElement;
  const width = Number(copy.getAttribute('width'));
  const height = Number(copy.getAttribute('height')) + 28;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('height', String(height));
  copy.setAttribute('viewBox', `0 -28 ${width} ${height}`);
  copy.setAttribute('font-family', FONT);
  const make = (name: string, attributes: Record<string, string>): SVGElement => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const heading = make('text', { x: '8', y: '-10', 'font-size': '14', 'font-weight': '600', fill: '#1b1f24' });
  heading.textContent = title;
  copy.prepend(make('rect', { y: '-28', width: '100%', height: String(height), fill: '#ffffff' }), heading);
  return new XMLSerializer().serializeToString(copy);
}

function offer(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

export function saveSvg(figure: SVGSVGElement, title: string, name: string): void {
  const url = URL.createObjectURL(new Blob([svgText(figure, title)], { type: 'image/svg+xml' }));
  offer(url, `${name}.svg`);
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// Twice the size on the page, so that it is sharp in print.
export async function savePng(figure: SVGSVGElement, title: string, name: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(figure, title))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  offer(canvas.toDataURL('image/png'), `${name}.png`);
}
