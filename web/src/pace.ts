// Keeps the map moving where the graphics are slow: while it moves, only so many links are drawn as the machine can
// draw in time, the strongest first; when it rests, all of them (or, on the slowest, as many as it can in half a second).

/** Milliseconds between frames that are meant to be kept, and those a picture at rest may take. */
const WANTED = 26;
const REST = 500;
const LEAST = 1500;
/** Links that a processor draws by itself without keeping people waiting. */
const SOFTWARE = 15000;

export class Pace {
  /** Links to draw now. */
  limit: number;
  /** Links that are drawn at rest. */
  rest: number;
  private last = 0;
  private drawn = 0;

  constructor(private readonly all: number) {
    this.limit = all;
    this.rest = all;
  }

  /** There is no graphics processor: begin with what can be drawn soon. */
  bySoftware(): void {
    this.rest = Math.min(this.all, SOFTWARE);
    this.limit = this.rest;
  }

  /** A frame of a movement was drawn: were the ones before it in time? */
  moved(now: number): void {
    const took = now - this.last;
    const follows = this.last > 0 && took < 8000;
    if (follows && took > WANTED * 1.5) this.slower(took);
    else if (follows && took < WANTED * 0.8 && this.limit < this.all)
      this.limit = Math.min(this.all, Math.ceil(this.limit * 1.1));
    this.last = now;
    this.drawn = this.limit;
  }

  private slower(took: number): void {
    if (this.drawn >= this.rest && took > REST)
      this.rest = Math.max(LEAST, Math.floor((this.drawn * REST) / took));
    this.limit = Math.max(Math.min(this.all, LEAST), Math.floor(this.limit * Math.max(0.12, WANTED / took)));
  }

  /** The map rests; true when more should be drawn than was. */
  rested(): boolean {
    this.last = 0;
    const more = this.limit < this.rest;
    this.limit = this.rest;
    return more;
  }
}
