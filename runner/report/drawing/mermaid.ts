/**
 * A run as a sequence diagram in Mermaid's language, which issue trackers draw: a participant per thread and
 * one for the kernel, a call and its status as two arrows, what changed as notes.
 */
import { isError } from "../../../grammar/statusWords.ts";
import { wrap } from "../layout.ts";
import type { TraceStep } from "../trace.ts";
import { verdictWords } from "../verdictWords.ts";
import { outcomeWordsOf, threadsShown, type RunStory } from "./runStory.ts";

const KERNEL = "nt";
/** Characters of a note's line; Mermaid breaks none by itself. */
const NOTE_WIDTH = 60;

/** What Mermaid reads as its own is written as a number; line breaks and tags cannot come through. */
const said = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[^\w .,:()|\-+*/=→✓✗!?@\u00C0-\uFFFF]/g, (character) =>
    `#${character.codePointAt(0)};`);

/** The diagram, with a line break at its end. */
export function mermaidText({ trace }: Pick<RunStory, "trace">): string {
  const paths = threadsShown(trace);
  const participant = (path: string): string => `t${paths.indexOf(path) + 1}`;
  const lines = [
    "sequenceDiagram",
    `  accTitle: ${said(trace.scenario)}`,
    `  accDescr: ${said(`${verdictWords(trace)}, on ${trace.windows}`)}`,
    ...paths.map((path) => {
      const identity = trace.threads.find((thread) => thread.path === path)?.identity ?? "";
      return `  participant ${participant(path)} as ${said(path)}<br/>${said(identity)}`;
    }),
    `  participant ${KERNEL} as NT kernel<br/>${said(trace.windows)}`,
    ...trace.steps.flatMap((step) => stepLines(step, participant(step.actor))),
    ...endLines(trace, participant),
  ];
  return `${lines.join("\n")}\n`;
}

function stepLines(step: TraceStep, from: string): string[] {
  const by = step.attacker === undefined ? "" : ` (${step.attacker})`;
  const outcome = outcomeWordsOf(step);
  const isBad = step.statusValue !== undefined && isError(step.statusValue);
  const lines = [
    `  ${from}->>${KERNEL}: ${said(`${step.number}. ${step.action}${by}`)}`,
    ...(outcome === "" ? [] : [`  ${KERNEL}--${isBad ? "x" : ">>"}${from}: ${said(outcome)}`]),
    ...notes(step, from),
  ];
  return step.attacker === undefined
    ? lines
    : ["  rect rgba(255, 170, 0, 0.15)", ...lines.map((line) => `  ${line}`), "  end"];
}

function notes({ changes, event }: TraceStep, over: string): string[] {
  const words = [
    ...changes.map((change) => change.words),
    ...(event ? [`event: ${event.name}`] : []),
  ];
  const lines = words.flatMap((each) => wrap(each, NOTE_WIDTH)).map(said);
  return lines.length === 0 ? [] : [`  Note over ${over}: ${lines.join("<br/>")}`];
}

function endLines(trace: RunStory["trace"], participant: (path: string) => string): string[] {
  const over = participant(trace.steps.at(-1)?.actor ?? "");
  const mark = trace.verdict === "held" ? "✓" : "✗";
  return [
    ...(trace.truncated ? [`  Note over ${KERNEL}: … and more steps than fit into the journal`] : []),
    `  Note over ${over === "t0" ? KERNEL : `${over},${KERNEL}`}: ${mark} ${said(verdictWords(trace))}`,
  ];
}
