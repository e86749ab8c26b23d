/**
 * An explanation for people: the questions in order, the one that decided with its inputs and source, and the
 * nearest change.
 */
import { toldInputs, type DecisionWords } from "./decisionWords.ts";
import { decidedIn, type Explanation } from "./explain.ts";
import { outcomeText } from "./lanes.ts";
import { pairs, wrap } from "./layout.ts";
import type { Page, Theme } from "./theme.ts";
import type { TraceStep } from "./trace.ts";
import { counted } from "./words.ts";

/** Other changes that are listed behind the nearest one. */
const OTHERS_SHOWN = 3;

/** `explain` as it is printed. */
export function explanationText(explanation: Explanation, page: Page): string {
  const { step, steps, scenario, windows } = explanation;
  const { theme } = page;
  const lines = [
    `${theme.strong(scenario)} on ${windows}, step ${step.number} of ${steps}`,
    ...stepLines(step, page),
    "",
    ...(step.decisions.length === 0
      ? [theme.faint("No question was asked in this step.")]
      : decisionLines(step.decisions, page)),
    ...whyLines(explanation, page),
  ];
  return lines.join("\n");
}

function stepLines(step: TraceStep, { theme, width }: Page): string[] {
  const outcome = outcomeText(step);
  return [
    ...wrap(`${step.actor} (${step.mode} mode): ${step.action}`, width - 2, "  ").map((line) => `  ${line}`),
    ...(outcome === "" ? [] : [`  ${theme.faint(outcome)}`]),
    ...step.changes.flatMap((change) =>
      wrap(`${change.words}`, width - 4, "  ").map((line) => `    ${theme.faint(line)}`),
    ),
  ];
}

const answerWord = (answer: boolean): string => (answer ? "yes" : "no");

function decisionLines(decisions: readonly DecisionWords[], page: Page): string[] {
  return decisions.flatMap((decision, index) => {
    const mark = decision.deciding ? ">" : " ";
    const lines = wrap(`${decision.question} ${answerWord(decision.answer)}`, page.width - 7).map(
      (line, place) =>
        place === 0 ? `${mark} ${String(index + 1).padStart(2)}. ${line}` : `       ${line}`,
    );
    return decision.deciding ? lines.map(page.theme.strong) : lines;
  });
}

/** What decided, and what would have changed it. */
export function whyLines(explanation: Explanation, page: Page): string[] {
  const { deciding, because } = explanation;
  const { theme } = page;
  const decided = deciding ?? because?.deciding;
  if (decided === undefined) return ["", theme.faint(undecidedWords(explanation))];
  const where =
    because === undefined
      ? ""
      : `step ${because.step.number} (${because.step.actor}: ${because.step.action}): `;
  const together = decidedIn(explanation);
  return [
    "",
    theme.strong(because === undefined ? "What decided" : "What decided before"),
    ...(together.length > 1
      ? sentenceLines(
          `${where}Either of ${together.length} accesses would have done, and each was refused.`,
          page.width,
        )
      : []),
    ...together.flatMap((decision) => [
      ...sentenceLines(`${together.length > 1 ? "" : where}${answered(decision)}`, page.width),
      ...inputLines(decision, page),
    ]),
    ...namingLines(explanation, page),
    ...changeLines(explanation, page),
  ];
}

/**
 * A failure is known by what its step was asked last. Where the nearest change turns another question, that
 * is the one which is told, and how the two go together is said.
 */
function namingLines({ step, deciding }: Explanation, { width, theme }: Page): string[] {
  const last = step.decisions.findLast((decision) => decision.deciding);
  if (deciding?.deciding !== false || last === undefined) return [];
  const sentence =
    `The failure is known by ${last.name} ${answerWord(last.answer)}, the last question of this step; ` +
    "what the nearest change answers otherwise is the one above.";
  return sentenceLines(sentence, width).map(theme.faint);
}

const answered = ({ question, answer }: DecisionWords): string => `${question} ${answerWord(answer)}.`;

/** Why nothing is told: no decision came before, or none that has to do with what is expected. */
const undecidedWords = ({ withoutStep, broken }: Explanation): string =>
  withoutStep !== true ? "Nothing was decided in this step or before it."
  : broken?.kind === "property" ? "No step broke this property: how the world begins did, or what was chosen, or what `old` asks."
  : "No step made this expectation false.";

function inputLines(decided: DecisionWords, { width, theme }: Page): string[] {
  return [
    ...pairs(
      toldInputs(decided).map((input) => [input.name, input.words] as const),
      width - 4,
      "    ",
    ),
    `    ${theme.faint(`${decided.name} in ${decided.routine}; source: ${decided.source}`)}`,
  ];
}

function changeLines(explanation: Explanation, { width, theme }: Page): string[] {
  const { changes, deciding, because } = explanation;
  const [nearest, ...others] = changes;
  const decided = deciding ?? because?.deciding;
  const head = ["", theme.strong("Nearest change")];
  if (nearest === undefined) {
    const sentence = unchangedWords(explanation);
    return [...head, ...wrap(sentence, width - 2).map((line) => `  ${theme.faint(line)}`)];
  }
  return [
    ...head,
    ...sentenceLines(nearest.sentence, width),
    // the answer as it was says nothing new
    ...(nearest.deciding?.decision === decided?.name && nearest.deciding?.answer === decided?.answer
      ? []
      : decidingLine(nearest, theme)),
    ...(others.length === 0 ? [] : [theme.faint("  Others, further away:")]),
    ...others
      .slice(0, OTHERS_SHOWN)
      .flatMap((other) => wrap(other.sentence, width - 4, "  ").map((line) => theme.faint(`    ${line}`))),
    ...(others.length > OTHERS_SHOWN ? [theme.faint(`    and ${others.length - OTHERS_SHOWN} more`)] : []),
  ];
}

/** That no change is known which has to do with what is told. */
function unchangedWords({ tried, because, mending, broken }: Explanation): string {
  if (tried === 0) return "No change is declared that could be tried here.";
  const step = because === undefined ? "this step" : `step ${because.step.number}`;
  const aim = mending === true && broken !== undefined ? mendedWords(broken) : `${step} go another way`;
  return tried === 1
    ? `The only single change that can be tried does not make ${aim}.`
    : `None of the ${counted(tried, "single change")} that can be tried makes ${aim}.`;
}

function mendedWords({ kind, title }: NonNullable<Explanation["broken"]>): string {
  if (kind === "demand") return "the demand hold";
  if (kind === "expectation") return "the expectation true";
  return kind === "property" ? `"${title}" hold` : "this failure go away";
}

const sentenceLines = (sentence: string, width: number): string[] =>
  wrap(sentence, width - 2).map((line) => `  ${line}`);

function decidingLine({ deciding }: Explanation["changes"][number], theme: Theme): string[] {
  return deciding === undefined
    ? []
    : [theme.faint(`    ${deciding.question} ${answerWord(deciding.answer)}`)];
}
