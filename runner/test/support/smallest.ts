/**
 * Whether a shrunk text is as small as it can be: each of its declarations, entries and parts of descriptors
 * and pieces of steps is taken away in turn.
 */
import { isDeputyFailure, outcomesOf, serverPieces, singleLines } from "../../campaign/serverCode.ts";
import { failsAsWritten, replayText } from "../../campaign/flatText.ts";
import { flatLinesOf, FlatRunner } from "../../campaign/flatRun.ts";
import type { Machine } from "../../machine/machine.ts";

const MEMBER = "(?:user|groups|privileges|integrity|logon|origin|restricting|holds|sddl) [^;{}]*";
/** What can go within a line. */
const PARTS = [
  // entries and parts of descriptors, whole ones behind a head
  /\((?:A|D|ML);[^()]*\)|[OG]:(?:S-1[-\d]+|[A-Z]{2})(?=[OGDS]:|")/g,
  /(?<=^(?:object|pipe|port) .*) "[^"]*"/gm,
  // members beside others and alone
  new RegExp(`${MEMBER}; |(?:; |(?<=\\{ ))${MEMBER}(?= \\})`, "g"),
  // names of results
  /(?<=^ +[\w.]+: )\w+ = /gm,
];

/** The pieces of a shrunk text without which it still fails for the reason that it says. */
export function needless(machine: Machine, text: string): string[] {
  const written = text.split("\n");
  const steps = stepLines(machine, text);
  const inSteps = new Set(steps.flat());
  const declarations = [...written.keys()].filter(
    (line) => written[line] !== "" && !inSteps.has(line) && !written[line]!.trimStart().startsWith("//"),
  );
  if (declarations.length < 2 || steps.length === 0) throw new Error(`nothing to take from:\n${text}`);
  const without = (removed: readonly number[]): string =>
    written.filter((_, line) => !removed.includes(line)).join("\n");
  const lines = [...declarations.map((line) => [line]), ...steps].filter(
    (removed) => failsAsWritten(machine, without(removed)) && isSameStory(machine, text, without(removed)),
  );
  const parts = PARTS.flatMap((each) => [...text.matchAll(each)]).filter((part) =>
    failsAsWritten(machine, text.slice(0, part.index) + text.slice(part.index + part[0].length)),
  );
  return [
    ...lines.map((removed) => removed.map((line) => written[line]).join("\n")),
    ...parts.map((part) => part[0]),
  ];
}

/**
 * Whether a text is another's story with something left out: for the deputy property the calls that are left
 * must come out as they did.
 */
function isSameStory(machine: Machine, text: string, shorter: string): boolean {
  const { program, end } = replayText(machine, text)!;
  if (!isDeputyFailure(end, program.image)) return true;
  const before = outcomes(machine, text);
  let next = 0;
  return outcomes(machine, shorter).every((outcome) => {
    next = before.indexOf(outcome, next) + 1;
    return next > 0;
  });
}

function outcomes(machine: Machine, text: string): string[] {
  const { program } = replayText(machine, text)!;
  const { lines, journal } = flatLinesOf(machine, program, { kind: "first" });
  const told = lines.slice(0, journal.length);
  const runner = new FlatRunner(machine, program, told.length);
  runner.run(told);
  return outcomesOf(told, runner.runMade()).map(
    (outcome, place) => `${lines[place]!.record.operation} ${outcome}`,
  );
}

/** What is taken together, by numbers of lines: a step, or the server's code where it counts as a whole. */
function stepLines(machine: Machine, text: string): number[][] {
  const { program, end } = replayText(machine, text)!;
  const { lines, journal } = flatLinesOf(machine, program, { kind: "first" });
  // what the journal does not tell is no step of the text
  const told = lines.slice(0, journal.length);
  const pieces = isDeputyFailure(end, program.image) ? serverPieces(told) : singleLines(told);
  const numbersOf = (place: number): number[] => {
    const { start, end: stop } = program.names.spans[journal[place]!.programCounter]!;
    const first = text.slice(0, start).split("\n").length - 1;
    return Array.from(text.slice(start, stop).split("\n"), (_, line) => first + line);
  };
  return pieces.map((piece) => piece.flatMap(numbersOf));
}
