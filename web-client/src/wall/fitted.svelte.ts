// How many rows of a list there is room for: at most so many, and fewer where what holds them would be cut off.
import { tick } from 'svelte';

export class Fitted {
  count: number;

  constructor(private readonly most: number) {
    this.count = $state(most);
  }

  // To be attached to what holds the rows and does not grow. `content` is read: when it changes there may be room for more.
  readonly in = (content: () => unknown) => (holder: HTMLElement) => {
    let asked = 0;
    const fit = async () => {
      const mine = ++asked;
      this.count = this.most;
      await tick();
      while (mine === asked && this.count > 1 && holder.scrollHeight > holder.clientHeight + 1) {
        this.count--;
        await tick();
      }
    };
    const size = new ResizeObserver(() => void fit());
    size.observe(holder);
    $effect(() => {
      content();
      void fit();
    });
    return () => {
      asked++;
      size.disconnect();
    };
  };
}
