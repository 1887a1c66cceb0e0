// Where the page begins: the map first, then, when it stands, the papers and everything that needs them.
import { bindAddress, fromHash } from "./address";
import { byId, fill, h, icon, text } from "./dom";
import { bindLinks } from "./links";
import { MapView } from "./map";
import { Model } from "./model";
import { Panel } from "./panel";
import { Search } from "./search";
import { Side } from "./side";
import { NO_FILTER, Store } from "./state";
import { applyTheme, bindTheme, startsDark } from "./theme";
import { Timeline } from "./timeline";
import { bindTools } from "./tools";
import { unpackMain, unpackPapers } from "./unpack";
import { Views } from "./views";

function readJson(id: string): unknown {
  const source = byId(id);
  const value: unknown = JSON.parse(source.textContent ?? "");
  source.textContent = "";
  return value;
}

/** After the browser has painted. */
function afterPaint(call: () => void): void {
  requestAnimationFrame(() => setTimeout(call, 0));
}

function start(): void {
  const dark = startsDark();
  applyTheme(dark);
  const main = unpackMain(readJson("coterie-main"));
  const model = new Model(main);
  fill(byId("title"), text(main.about.title));
  const store = new Store({
    view: "map",
    table: "people",
    network: "people",
    selection: null,
    filter: NO_FILTER,
    colour: "community",
    size: "file",
    dark,
  });
  store.set(fromHash(location.hash, model));
  const map = new MapView(model, store);
  map.zoomIcons();
  const views = new Views(model, store);
  bindTheme(store);
  bindTools(model, store, map);
  bindLinks(store, model);
  new Side(model, store, map);
  new Timeline(model, store);
  new Panel(model, store, map);
  new Search(model, store);
  map.onFirstView = () => {
    performance.mark("coterie-first-view");
    document.documentElement.dataset["ready"] = "map";
    afterPaint(() => {
      performance.mark("coterie-painted");
      whenParsed(() => readPapers(model));
    });
  };
  bindAddress(store, model);
  views.show();
  void map.show(store.now.network);
}

/** The papers stand behind the script, so that the map can be drawn before the browser has read them. */
function whenParsed(call: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", call);
  else call();
}

function readPapers(model: Model): void {
  model.setPapers(unpackPapers(readJson("coterie-papers")));
  performance.mark("coterie-papers");
  document.documentElement.dataset["ready"] = "papers";
}

function fail(error: unknown): void {
  console.error(error);
  const what = error instanceof Error ? error.message : String(error);
  byId("content").prepend(
    h("p", { class: "failed", role: "alert" }, icon("close"), ` This page could not be shown: ${what}`),
  );
}

try {
  start();
} catch (error) {
  fail(error);
}
