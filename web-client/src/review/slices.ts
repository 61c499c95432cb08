// Long work in slices, between which the page stays alive.
const SLICE_MS = 24;

// Answers, now and then, that it is time to let others run: `if (slice.over()) await slice.rest()`.
export class Slice {
  private begun = performance.now();

  over(): boolean {
    return performance.now() - this.begun > SLICE_MS;
  }

  async rest(): Promise<void> {
    await new Promise((done) => setTimeout(done));
    this.begun = performance.now();
  }
}
