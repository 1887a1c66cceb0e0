// Says what has changed to those who cannot see it.
import { byId } from "./dom";

let timer = 0;

export function announce(message: string): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    byId("live").textContent = message;
  }, 120);
}
