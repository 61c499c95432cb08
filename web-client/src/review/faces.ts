// A state that is written into in place, shown as one that never is: whoever reads it gets each part by a face, and a part
// gets another face when something in it has been written. So what is compared by identity, as the screens do, is seen anew
// where it changed, and only there. A face of before shows what stands there now. Nobody writes through a face.
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

class Face implements ProxyHandler<object> {
  readonly shown: object;
  alsoIn: object[] | undefined; // further parts that hold it

  constructor(
    value: object,
    readonly inside: object | undefined, // the part that it was read from
    private readonly faces: Faces,
  ) {
    this.shown = new Proxy(value, this);
  }

  get(target: object, key: PropertyKey): unknown {
    const found: unknown = (target as Record<PropertyKey, unknown>)[key];
    return isObject(found) ? this.faces.of(found, target) : found;
  }

  set(): boolean {
    return false;
  }

  deleteProperty(): boolean {
    return false;
  }
}

export class Faces {
  private readonly faces = new Map<object, Face>();

  of(value: object, inside?: object): object {
    let face = this.faces.get(value);
    if (!face) this.faces.set(value, (face = new Face(value, inside, this)));
    else if (inside !== face.inside && inside !== undefined && !face.alsoIn?.includes(inside))
      (face.alsoIn ??= []).push(inside);
    return face.shown;
  }

  // `value` has been written into: it is shown anew, and so is everything that holds it.
  renew(value: object): void {
    const face = this.faces.get(value);
    if (!face) return;
    this.faces.delete(value);
    if (face.inside) this.renew(face.inside);
    face.alsoIn?.forEach((one) => this.renew(one));
  }
}
