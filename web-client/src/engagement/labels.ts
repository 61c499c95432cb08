// Where the name of each site stands on the schematic, so that no two names cover each other: right of its site, else left
// of it, below or above, in the middle or to one side, whichever is free first. All lengths are in the units of the drawing.
export interface Labelled {
  x: number;
  y: number;
  ring: number; // radius of what is drawn around the site
  text: string;
}

export interface Place {
  x: number;
  y: number; // of the baseline
  anchor: 'start' | 'middle' | 'end';
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const LETTER = 0.6; // mean width of a letter, of its height

const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export function placesOf(sites: readonly Labelled[], height: number, width: number): Place[] {
  const taken: Box[] = sites.map(({ x, y, ring }) => ({
    left: x - ring,
    right: x + ring,
    top: y - ring,
    bottom: y + ring,
  }));
  return sites.map(({ x, y, ring, text }, at) => {
    const long = text.length * height * LETTER;
    const away = ring + 0.8;
    const middle = y + height * 0.35;
    const right: Place = { x: x + away, y: middle, anchor: 'start' };
    const left: Place = { x: x - away, y: middle, anchor: 'end' };
    const under = y + away + height * 0.8;
    const over = y - away - height * 0.2;
    const around = (['middle', 'start', 'end'] as const).flatMap((anchor): Place[] => [
      { x, y: under, anchor },
      { x, y: over, anchor },
    ]);
    const boxOf = (place: Place): Box => {
      const from = place.x - (place.anchor === 'start' ? 0 : place.anchor === 'end' ? long : long / 2);
      return { left: from, right: from + long, top: place.y - height * 0.8, bottom: place.y + height * 0.2 };
    };
    const free = (place: Place) => {
      const box = boxOf(place);
      return box.left >= 0 && box.right <= width && !taken.some((one, of) => of !== at && meet(one, box));
    };
    const found = [right, left, ...around].find(free) ?? (x > width / 2 ? left : right);
    taken.push(boxOf(found));
    return found;
  });
}
