/**
 * A run as a picture: lanes of threads, time downwards. One file without scripts, fonts or references, in
 * light and dark; whoever points at a step reads which question decided it.
 */
import { verdictWords } from "../verdictWords.ts";
import { element, escaped } from "./markup.ts";
import { layOut, sizes, type Box, type Column, type PictureLayout } from "./pictureLayout.ts";
import type { RunStory, Standing } from "./runStory.ts";

/** Colours as custom properties, so that a page that holds the picture has them too. */
export const pictureStyle = `
.guise { --paper: #ffffff; --ink: #1b1f24; --faint: #636c76; --line: #d0d7de; --box: #f6f8fa;
  --attacker: #fff4d6; --good: #1a7f37; --bad: #cf222e; --change: #0550ae;
  --itself: #d0d7de; --identifies: #6cb6ff; --impersonates: #e8590c; }
@media (prefers-color-scheme: dark) { .guise { --paper: #0d1117; --ink: #e6edf3; --faint: #8d96a0;
  --line: #30363d; --box: #161b22; --attacker: #33270a; --good: #3fb950; --bad: #ff7b72; --change: #79c0ff;
  --itself: #30363d; --identifies: #388bfd; --impersonates: #f0883e; } }
.guise text { font: 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: var(--ink);
  white-space: pre; }
.guise .title { font-size: 13px; font-weight: bold; } .guise .head { font-weight: bold; }
.guise .paper { fill: var(--paper); } .guise .lane { stroke: var(--line); stroke-dasharray: 2 4; }
.guise .box { fill: var(--box); stroke: var(--line); } .guise .attacker { fill: var(--attacker); }
.guise .broken { stroke: var(--bad); stroke-width: 2; }
.guise .faint { fill: var(--faint); } .guise .good { fill: var(--good); } .guise .bad { fill: var(--bad); }
.guise .change { fill: var(--change); }
.guise .itself { fill: var(--itself); } .guise .identifies { fill: var(--identifies); }
.guise .impersonates { fill: var(--impersonates); }`;

const standings: Readonly<Record<Standing, string>> = {
  itself: "speaks as its process",
  identifies: "impersonates, but only to be identified",
  impersonates: "impersonates",
};

/** The picture; `isAlone`: a file of its own, which needs its style inside. */
export function svgText(story: Pick<RunStory, "trace">, isAlone = true): string {
  const { trace } = story;
  const name = `${trace.scenario}, on ${trace.windows}`;
  const layout = layOut(story, isAlone ? [name, verdictWords(trace)] : []);
  const { width, height } = layout;
  const drawn = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg", class: "guise", role: "img",
      viewBox: `0 0 ${width} ${height}`, width, height,
    },
    element("title", {}, escaped(name)),
    element("desc", {}, escaped(verdictWords(trace))),
    ...(isAlone ? [element("style", {}, pictureStyle)] : []),
    "\n", element("rect", { class: "paper", width, height }),
    ...titleLines(layout, trace.verdict === "held"),
    ...layout.columns.map((column) => columnDrawn(column, layout)),
    ...layout.boxes.map((box) => boxDrawn(box, layout)),
    ...legend(layout),
  );
  return isAlone ? `<?xml version="1.0" encoding="UTF-8"?>\n${drawn}\n` : drawn;
}

const textAt = (x: number, y: number, kind: string, text: string): string =>
  element("text", { x, y, class: kind }, escaped(text));

function titleLines({ title }: PictureLayout, held: boolean): string[] {
  return title.map((line, index) =>
    textAt(
      sizes.margin, sizes.margin + (index + 1) * (sizes.line + 4) - 6,
      index === 0 ? "title" : held ? "good" : "bad", line,
    ));
}

function columnDrawn({ path, identity, left, bars }: Column, { top, bottom }: PictureLayout): string {
  const x = left + sizes.bar;
  return element(
    "g", {},
    textAt(x + sizes.padding, top + sizes.line, "head", path),
    textAt(x + sizes.padding, top + 2 * sizes.line, "faint", identity),
    element("line", { class: "lane", x1: x, y1: top + sizes.head, x2: x, y2: bottom }),
    ...bars.map(({ standing, words, top: y, bottom: end }) =>
      element(
        "rect", { class: standing, x: left, y, width: sizes.bar, height: Math.max(end - y, 4) },
        element("title", {}, escaped(`${path} ${words}`)),
      )),
    "\n",
  );
}

function boxDrawn(box: Box, { columns, columnWidth }: PictureLayout): string {
  const { step, top, height } = box;
  const x = (columns[box.column]?.left ?? sizes.margin + sizes.numbers) + sizes.bar;
  const kind = `box${step.attacker === undefined ? "" : " attacker"}${box.isBroken ? " broken" : ""}`;
  return element(
    "g", {},
    element("title", {}, escaped(decisionWordsOf(box))),
    element("rect", { class: kind, x: x + 3, y: top, width: columnWidth - 6, height, rx: 4 }),
    textAt(sizes.margin, top + sizes.line, box.isBroken ? "bad" : "faint", String(step.number)),
    ...box.lines.map(({ text, kind: ofLine }, index) =>
      textAt(x + sizes.padding, top + (index + 1) * sizes.line - 1, ofLine, text)),
    "\n",
  );
}

function decisionWordsOf({ step }: Box): string {
  const deciding = step.decisions.find((decision) => decision.deciding);
  if (deciding === undefined) return `step ${step.number}: ${step.actor}, ${step.mode} mode`;
  return `${deciding.question} ${deciding.answer ? "yes" : "no"} (${deciding.name}; ${deciding.source})`;
}

function legend({ bottom }: PictureLayout): string[] {
  const y = bottom + sizes.gap;
  let x: number = sizes.margin;
  return Object.entries(standings).map(([standing, words]) => {
    const drawn = element(
      "g", {},
      element("rect", { class: standing, x, y, width: sizes.bar, height: sizes.line }),
      textAt(x + sizes.bar + sizes.padding, y + 12, "faint", words),
    );
    x += sizes.bar + sizes.padding + Math.ceil(words.length * sizes.character) + sizes.gap;
    return drawn;
  });
}
