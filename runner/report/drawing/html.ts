/**
 * A run as one page that a bug report can carry: the picture, what was seen when it broke, why, each step
 * with its questions and what it changed, and the source with the steps beside their lines. Nothing is
 * fetched and nothing is run: the page's own policy forbids both, and every text of the scenario is escaped.
 */
import { SourceMap } from "../../../grammar/sources.ts";
import { toldInputs, type DecisionWords } from "../decisionWords.ts";
import { decidedIn, type Explanation } from "../explain.ts";
import type { TraceStep } from "../trace.ts";
import { verdictWords } from "../verdictWords.ts";
import { element, escaped } from "./markup.ts";
import { outcomeWordsOf, type RunStory } from "./runStory.ts";
import { pictureStyle, svgText } from "./svg.ts";

const pageStyle = `
:root { color-scheme: light dark; --page: #ffffff; --words: #1b1f24; --quiet: #636c76; --edge: #d0d7de;
  --marked: #fff4d6; --wrong: #cf222e; --right: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --words: #e6edf3; --quiet: #8d96a0;
  --edge: #30363d; --marked: #33270a; --wrong: #ff7b72; --right: #3fb950; } }
body { background: var(--page); color: var(--words); font: 15px/1.5 system-ui, sans-serif; margin: 0 auto;
  max-width: 76rem; padding: 1rem; }
h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
code, pre { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.verdict { font-weight: 600; } .wrong { color: var(--wrong); } .right { color: var(--right); }
.quiet { color: var(--quiet); } .picture, .source { overflow-x: auto; border: 1px solid var(--edge);
  border-radius: 6px; } .picture svg { display: block; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .3rem 0; }
dd { margin: 0; overflow-wrap: anywhere; } @media (max-width: 40rem) { dl { display: block; } }
details { border-top: 1px solid var(--edge); padding: .3rem 0; } summary { cursor: pointer;
  overflow-wrap: anywhere; } details > div { padding: .2rem 0 .4rem 1.2rem; }
.source pre { margin: 0; padding: .5rem; } .source span { display: block; } .source .marked {
  background: var(--marked); } .source .broken { outline: 1px solid var(--wrong); }
.source i { color: var(--quiet); font-style: normal; display: inline-block; width: 9ch; user-select: none;
  text-align: right; padding-right: 2ch; }`;

/** Forbids scripts, requests, forms and frames; the page's own style is all it needs. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The page, with a line break at its end. */
export function htmlText(story: RunStory): string {
  const { trace } = story;
  const held = trace.verdict === "held";
  const body = [
    element("h1", {}, escaped(trace.scenario)),
    element(
      "p", {},
      element("span", { class: `verdict ${held ? "right" : "wrong"}` }, escaped(verdictWords(trace))),
      element("span", { class: "quiet" }, escaped(` · ${trace.windows} · ${story.source.name}`)),
    ),
    element("div", { class: "picture" }, svgText(story, false)),
    ...valueSection(story),
    ...whySection(story.explanation),
    ...stepSection(trace.steps),
    ...sourceSection(story),
    ...(story.again === undefined ? [] : section("Again", element("pre", {}, escaped(story.again)))),
  ];
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    element("title", {}, escaped(`${trace.scenario}: ${verdictWords(trace)}`)),
    `<style>${pageStyle}${pictureStyle}</style>`,
  ];
  return [
    "<!doctype html>", '<html lang="en">', "<head>", ...head, "</head>", "<body>", ...body, "</body>",
    "</html>", "",
  ].join("\n");
}

const section = (title: string, ...inside: readonly string[]): string[] =>
  [element("section", {}, element("h2", {}, escaped(title)), ...inside)];

const definitions = (rows: readonly (readonly [string, string])[]): string =>
  rows.length === 0
    ? ""
    : element("dl", {}, ...rows.flatMap(([name, value]) =>
        [element("dt", { class: "quiet" }, escaped(name)), element("dd", {}, escaped(value))]));

const valueSection = ({ values }: RunStory): string[] =>
  values.length === 0
    ? []
    : section("What was seen", definitions(values.map(({ path, value }) => [path, value] as const)));

const answered = ({ question, answer }: Pick<DecisionWords, "question" | "answer">): string =>
  `${question} ${answer ? "yes" : "no"}`;

function whySection(explanation: Explanation | undefined): string[] {
  const decided = explanation?.deciding ?? explanation?.because?.deciding;
  if (explanation === undefined || decided === undefined) return [];
  const { because, changes } = explanation;
  const where = because === undefined ? "" : `step ${because.step.number} (${because.step.action}): `;
  return section(
    because === undefined ? "What decided" : "What decided before",
    ...decidedIn(explanation).flatMap((each) => [
      element("p", {}, escaped(`${where}${answered(each)}.`)),
      inputsOf(each),
      element("p", { class: "quiet" }, escaped(`${each.name} in ${each.routine}; source: ${each.source}`)),
    ]),
    element("h2", {}, "Nearest change"),
    changes.length === 0
      ? element("p", { class: "quiet" }, "No single change that can be tried makes it go another way.")
      : element("ul", {}, ...changes.map(({ sentence }) => element("li", {}, escaped(sentence)))),
  );
}

const inputsOf = (decided: DecisionWords): string =>
  definitions(toldInputs(decided).map(({ name, words }) => [name, words] as const));

function stepSection(steps: readonly TraceStep[]): string[] {
  return steps.length === 0 ? [] : section("The steps, one by one", ...steps.map(stepDetails));
}

function stepDetails(step: TraceStep): string {
  const outcome = outcomeWordsOf(step);
  const call = `${step.number}. ${step.actor}: ${step.action}`;
  const by = step.attacker === undefined ? "" : `, chosen by ${step.attacker}`;
  return element(
    "details", {},
    element("summary", {}, element("code", {}, escaped(call)),
      element("span", { class: "quiet" }, escaped(outcome === "" ? "" : ` ⇒ ${outcome}`))),
    element(
      "div", {},
      element("p", { class: "quiet" }, escaped(`in ${step.mode} mode${by}`)),
      list("ul", step.changes.map(({ words }) => words)),
      definitions(step.outs.map(({ name, words }) => [name, words] as const)),
      step.decisions.length === 0
        ? element("p", { class: "quiet" }, "No question was asked.")
        : element("ol", {}, ...step.decisions.map(decisionItem)),
    ),
  );
}

const list = (kind: "ul" | "ol", items: readonly string[]): string =>
  items.length === 0 ? "" : element(kind, {}, ...items.map((item) => element("li", {}, escaped(item))));

function decisionItem(decision: DecisionWords): string {
  const words = escaped(answered(decision));
  return element(
    "li", {},
    decision.deciding ? element("strong", {}, words) : words,
    element("span", { class: "quiet" }, escaped(` ${decision.name}; ${decision.source}`)),
    decision.deciding ? inputsOf(decision) : "",
  );
}

/** Each file that the run passed through, with the numbers of the steps beside their lines. */
function sourceSection({ trace, source }: RunStory): string[] {
  const map = new SourceMap(source);
  const names = ["", ...(source.used ?? []).map(({ name }) => name)];
  const starts = [0, ...(source.used ?? []).map(({ start }) => start)];
  const stepLines = trace.steps.flatMap(({ span, number }) =>
    span === undefined ? [] : [{ ...map.placeOf(span.start), number }]);
  const broken = trace.broken?.span && map.placeOf(trace.broken.span.start);
  return names.flatMap((_, index) => {
    const { name, lines } = map.partAt(starts[index]!);
    const here = stepLines.filter(({ file }) => file === name);
    if (index > 0 && here.length === 0 && broken?.file !== name) return [];
    const written = Array.from({ length: lines.lineCount }, (_unused, before) => {
      const numbers = here.filter(({ line }) => line === before + 1).map(({ number }) => number);
      const isBroken = broken?.file === name && broken.line === before + 1;
      const kind = [...(numbers.length > 0 ? ["marked"] : []), ...(isBroken ? ["broken"] : [])].join(" ");
      return element("span", kind === "" ? {} : { class: kind },
        element("i", {}, escaped(shortList(numbers))), escaped(`${lines.line(before + 1)}\n`));
    });
    return section(name, element("div", { class: "source" }, element("pre", {}, ...written)));
  });
}

/** `1, 4 …`: as many numbers as the margin has room for. */
const shortList = (numbers: readonly number[]): string =>
  numbers.length < 3 ? numbers.join(", ") : `${numbers[0]}, … ${numbers.at(-1)}`;
