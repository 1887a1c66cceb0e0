// Light or dark: as the system says, until the reader says otherwise.
import { byId, fill, h, icon } from "./dom";
import type { Store } from "./state";

const KEY = "coterie-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** Storage may be forbidden for pages opened from disk. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // The choice lasts as long as the page is open.
  }
}

export function startsDark(): boolean {
  const choice = stored();
  return choice ? choice === "dark" : system.matches;
}

export function applyTheme(dark: boolean): void {
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

export function bindTheme(store: Store): void {
  const button = h("button", { type: "button", class: "tool", id: "theme" });
  const show = (): void => {
    const { dark } = store.now;
    applyTheme(dark);
    fill(button, icon(dark ? "sun" : "moon"));
    button.setAttribute("aria-label", dark ? "Light colours" : "Dark colours");
    button.title = dark ? "Light colours" : "Dark colours";
  };
  button.addEventListener("click", () => {
    keep(store.now.dark ? "light" : "dark");
    store.set({ dark: !store.now.dark });
  });
  system.addEventListener("change", (event) => {
    if (!stored()) store.set({ dark: event.matches });
  });
  store.on((now, before) => now.dark !== before.dark && show());
  show();
  byId("tools").append(button);
}
