import type { Main } from "./data";

const main = JSON.parse(document.getElementById("coterie-main")?.textContent ?? "") as Main;
const heading = document.createElement("h1");
heading.textContent = main.about.title;
document.getElementById("app")?.append(heading);
