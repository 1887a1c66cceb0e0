// Buttons at the top: the address of what is shown, the map as a picture, print.
import { byId, fill, h, icon } from "./dom";
import { announce } from "./live";
import type { MapView } from "./map";
import type { Model } from "./model";
import { drawPicture } from "./picture";
import { bindPrint } from "./print";
import { copyText, fileName, saveBlob } from "./save";
import type { Store } from "./state";

function tool(id: string, name: string, image: string, call: (button: HTMLElement) => void): HTMLElement {
  const button = h(
    "button",
    { type: "button", class: "tool", id, "aria-label": name, title: name },
    icon(image),
  );
  button.addEventListener("click", () => call(button));
  return button;
}

async function copyAddress(button: HTMLElement): Promise<void> {
  const done = await copyText(location.href);
  announce(done ? "The address is copied" : "The address could not be copied; it stands in the address bar");
  button.classList.toggle("done", done);
  setTimeout(() => button.classList.remove("done"), 1500);
}

/** All of the map, large enough for print. */
function savePicture(model: Model, map: MapView): void {
  const canvas = document.createElement("canvas");
  drawPicture(canvas, map.current.scene, { width: 1200, height: 900, density: 3 });
  canvas.toBlob((blob) => {
    if (blob) saveBlob(blob, fileName(model.main.about.title, "map", "png"));
    announce(blob ? "The map is saved as a picture" : "The picture could not be made");
  }, "image/png");
}

export function bindTools(model: Model, store: Store, map: MapView): void {
  const bar = byId("tools");
  bar.prepend(
    tool("copy-address", "Copy the address of this view", "link", (button) => void copyAddress(button)),
    tool("save-map", "Save the map as a picture", "save", () => savePicture(model, map)),
    tool("print-page", "Print", "print", () => window.print()),
  );
  bindPrint(model, store, map);
  fill(byId("live"));
}
