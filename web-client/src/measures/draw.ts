// Plot puts a <style> into each drawing, which the page's security policy does not let in. It is taken out before the
// drawing becomes part of the page, where it would be read; the few rules stand in measures.css.
import * as Plot from '@observablehq/plot';
import type { Row } from './data';
import type { Palette } from './palette';

export interface Canvas {
  width: number;
  palette: Palette;
}

export type Draw = (canvas: Canvas) => SVGSVGElement;

// With `pick`, whoever points at a mark reads what it stands for and can go to the events behind it by a click.
export function plot(options: Plot.PlotOptions, { width, palette }: Canvas): SVGSVGElement {
  const figure = Plot.plot({
    ...options,
    width,
    figure: false,
    style: { color: palette.text, fontSize: '12px', fontFamily: 'inherit', background: 'transparent' },
  }) as unknown as SVGSVGElement;
  figure.querySelectorAll('style').forEach((one) => one.remove());
  // The drawing is one picture with one label; Plot names each part of it ("dot", "tick") for nobody.
  figure.querySelectorAll('g[aria-label]').forEach((one) => one.removeAttribute('aria-label'));
  figure.classList.add('drawing');
  return figure;
}

// What Plot says the pointer is at: a row of the data that was drawn.
export function pointedAt(figure: SVGSVGElement): Row | undefined {
  const row = (figure as unknown as { value?: Row | null }).value;
  return row && Array.isArray(row.n) ? row : undefined;
}

export const tipOf = (palette: Palette): Record<string, unknown> => ({
  fill: palette.surface,
  stroke: palette.line,
  textPadding: 6,
});
