// Colours for drawings as values, not as CSS variables: a drawing that is saved as a file keeps them.
export interface Palette {
  text: string;
  soft: string;
  line: string;
  surface: string;
  accent: string;
  alarm: string;
  teams: string[];
}

// The look of the page now; `light` for files, which are read on white.
export function paletteOf(light: boolean): Palette {
  if (light)
    return {
      text: '#1b1f24',
      soft: '#57606a',
      line: '#d3d8de',
      surface: '#ffffff',
      accent: '#1f4fa3',
      alarm: '#b3261e',
      teams: ['#1f4fa3', '#9c4700', '#006b5d', '#8a2b8f', '#6b5b00', '#a8324a', '#3f6212', '#555555'],
    };
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: of('--text'),
    soft: of('--text-soft'),
    line: of('--line'),
    surface: of('--surface'),
    accent: of('--accent'),
    alarm: of('--alarm'),
    teams: [0, 1, 2, 3, 4, 5, 6, 7].map((index) => of(`--team-${index}`)),
  };
}

// The symbols that Plot draws for the shapes of the teams, in their order (ui/teams.ts).
export const SYMBOLS = ['square', 'triangle', 'circle', 'diamond', 'cross', 'star', 'wye', 'asterisk'];
