/**
 * What `run` and `fuzz` print for people: one line for a scenario on all versions that fared alike, the
 * reasons below it, the story of each distinct failure once, and a closing line. A denominator stands with
 * every verdict.
 */
import { regions, type RegionName } from "../../core/tables/layout.ts";
import { decidedWords } from "../campaign/failures.ts";
import type { CampaignReport, Failure, ScenarioResult, ScenarioVerdict } from "../campaign/results.ts";
import { wrap } from "./layout.ts";
import type { Page, Theme } from "./theme.ts";
import { counted, grouped, listed } from "./words.ts";

/** What a summary needs from whoever prints it. */
export interface SummaryOptions {
  readonly page: Page;
  readonly print: (text: string) => void;
  /**
   * Tells a failure (`failureStory`); asked once for each distinct failure of a scenario. Left out: no
   * stories.
   */
  readonly story?: (result: ScenarioResult, failure: Failure) => string | Promise<string>;
}

/**
 * Takes results as they arrive and prints each group of versions when it is complete. Warnings stand behind
 * the scenarios of their file, each once: what is worth knowing must not look like what is wrong.
 */
export class Summary {
  private group: { readonly result: ScenarioResult; readonly remarks: readonly string[] }[] = [];
  private file = "";
  /** Warnings of the file at hand without their counts: as first said, and of which scenarios. */
  private readonly warnings = new Map<string, { readonly sentence: string; readonly of: Set<string> }>();
  private readonly told = new Set<string>();

  constructor(private readonly options: SummaryOptions) {}

  /** `remarks` are further lines for below this result, such as where its failures were saved. */
  async result(result: ScenarioResult, remarks: readonly string[] = []): Promise<void> {
    if (this.group.length > 0 && !faredAlike(this.group[0]!.result, result)) await this.flush();
    this.group.push({ result, remarks });
  }

  async end(report: CampaignReport): Promise<void> {
    await this.flush();
    this.printWarnings();
    this.options.print(`\n${closingLine(report, this.options.page.theme)}`);
  }

  private async flush(): Promise<void> {
    const first = this.group[0]?.result;
    if (first === undefined) return;
    const { page, print } = this.options;
    if (first.source.name !== this.file) {
      this.printWarnings();
      print(page.theme.strong(first.source.name));
    }
    this.file = first.source.name;
    for (const { result } of this.group) this.noteWarnings(result);
    const lines = groupLines(
      this.group.map(({ result }) => result),
      page,
    );
    print(
      [...lines, ...this.group.flatMap(({ remarks }) => remarks.map((remark) => `      ${remark}`))].join(
        "\n",
      ),
    );
    this.group = [];
    for (const failure of first.failures) await this.tell(first, failure);
  }

  private noteWarnings({ warnings, scenario }: ScenarioResult): void {
    for (const sentence of warnings) {
      const known = this.warnings.get(withoutCounts(sentence));
      if (known !== undefined) known.of.add(scenario);
      else this.warnings.set(withoutCounts(sentence), { sentence, of: new Set([scenario]) });
    }
  }

  private printWarnings(): void {
    const { page, print } = this.options;
    if (this.warnings.size === 0) return;
    print(`    ${page.theme.doubtful(counted(this.warnings.size, "warning"))}`);
    for (const { sentence, of } of this.warnings.values()) {
      const where = quotedTitles([...of]);
      for (const line of wrap(`${sentence}, in ${where}`, page.width - 6, "  ")) print(page.theme.faint(`      ${line}`));
    }
    this.warnings.clear();
  }

  /** A failure that was told for another version is not told again. */
  private async tell(result: ScenarioResult, failure: Failure): Promise<void> {
    const key = JSON.stringify([result.source.name, result.scenario, failure.key]);
    if (this.options.story === undefined || this.told.has(key)) return;
    this.told.add(key);
    this.options.print(`\n${await this.options.story(result, failure)}\n`);
  }
}

/** Whether two results say the same but for the version: one line tells both. */
export function faredAlike(a: ScenarioResult, b: ScenarioResult): boolean {
  const face = (result: ScenarioResult): string =>
    JSON.stringify([
      result.source.name,
      result.scenario,
      result.verdict,
      result.mode,
      result.failures.map((failure) => failure.key),
      result.expected.map(({ title, alone }) => [title, alone]),
      result.unbroken,
      [...result.neverJudged, ...result.endedAlone].map(({ title, said }) => [title, withoutCounts(said)]),
      result.worldFull?.region,
      result.twin,
      result.vacuous.map(withoutCounts),
    ]);
  return face(a) === face(b);
}

const withoutCounts = (sentence: string): string => sentence.replace(/[\d,]+/g, "#");

/** The line of a scenario on versions that fared alike, and the reasons below it. */
export function groupLines(group: readonly ScenarioResult[], { theme, width }: Page): string[] {
  const first = group[0]!;
  const below = (label: string, sentences: readonly string[], colour: (text: string) => string): string[] =>
    sentences.flatMap((sentence) =>
      wrap(`${label}: ${sentence}`, width - 6, "  ").map(
        (line, index) => `      ${index === 0 ? colour(line) : line}`,
      ),
    );
  const head = `${mark(first.verdict, theme)} ${theme.strong(first.scenario)}`;
  return [
    `  ${head}  ${versionsText(group)}  ${theme.faint(runsText(group))}`,
    ...below("broken as it should be", expectedTexts(group), theme.faint),
    ...below(
      "repaired",
      first.twin?.kind === "repairs" && first.twin.brokenFound
        ? [`the same budget finds "${first.twin.broken}" broken`]
        : [],
      theme.faint,
    ),
    ...below("failed", failedSentences(group), theme.bad),
    ...below("world full", first.worldFull ? [worldFullText(first)] : [], theme.bad),
    ...below("vacuous", first.vacuous, theme.doubtful),
  ];
}

/** A mark for the eye and the verdict's word where it is not "held". */
function mark(verdict: ScenarioVerdict, theme: Theme): string {
  switch (verdict) {
    case "held":
      return theme.good("✓");
    case "vacuous":
      return theme.doubtful("∅ vacuous:");
    case "failed":
      return theme.bad("✗");
    default:
      return theme.bad(`✗ ${verdict}:`);
  }
}

/** `on 11`, `on 5 versions: xp-sp1 to 11`. */
function versionsText(group: readonly ScenarioResult[]): string {
  const versions = group.map((result) => result.version);
  return versions.length <= 6
    ? `on ${listed(versions)}`
    : `on ${versions.length} versions, ${versions[0]} to ${versions.at(-1)}`;
}

const least = (values: readonly bigint[]): bigint => values.reduce((a, b) => (b < a ? b : a));
const most = (values: readonly bigint[]): bigint => values.reduce((a, b) => (b > a ? b : a));

/** `214 to 380`, or `214`. */
function span(values: readonly bigint[]): string {
  const [low, high] = [least(values), most(values)];
  return low === high ? grouped(low) : `${grouped(low)} to ${grouped(high)}`;
}

/** `214 to 380 runs`, `1 run`. */
const range = (values: readonly bigint[], one: string): string =>
  values.every((value) => value === 1n) ? `1 ${one}` : `${span(values)} ${one}s`;

/** How many runs there were and how they came about. */
export function runsText(group: readonly ScenarioResult[]): string {
  const { mode, seed, runs } = group[0]!;
  const each = group.length > 1 ? " each" : "";
  const text = range(
    group.map((result) => result.runs),
    mode === "fuzzed" ? "case" : "run",
  );
  if (mode === "all")
    return runs === 1n && group.every((result) => result.runs === 1n)
      ? `its only run${each}`
      : `all ${text}${each}`;
  const guided = group.map((result) => BigInt(result.guided ?? 0));
  const ofThem = most(guided) === 0n ? "" : `, ${span(guided)} of them guided`;
  return `${mode}: ${text}${each} from seed ${seed ?? 0n}${ofThem}`;
}

/** One sentence for each property that is broken as it should be. */
function expectedTexts(group: readonly ScenarioResult[]): string[] {
  return group[0]!.expected.map(({ title, alone }, index) => {
    const each = group.map((result) => result.expected[index]!);
    const shares = span(each.map(({ count }) => count));
    const runs = range(each.map((one) => one.runs), "run");
    const steps = each.map((one) => BigInt(one.steps));
    const how = alone ? ", judged by itself" : "";
    return `"${title}"${how}, in ${shares} of ${runs}, shortest in ${range(steps, "step")}`;
  });
}

const shortest = ({ end }: Failure): string => `shortest in ${counted(end.steps, "step")}`;
const quotedTitles = (titles: readonly string[]): string => listed(titles.map((title) => `"${title}"`));

/** What failed, each with its share; a broken twin that nobody broke says so. */
function failedSentences(group: readonly ScenarioResult[]): string[] {
  const first = group[0]!;
  const isOneOfSeveral = ({ title }: Failure): boolean =>
    first.failures.filter((other) => other.title === title).length > 1;
  // the same property broken in several ways: what tells them apart is what decided
  const sentences = first.failures.map(
    (failure) =>
      `${failure.title}${isOneOfSeveral(failure) ? `, ${decidedWords(failure.end.deciding)}` : ""}, in ${counted(failure.count, "run")} of ${grouped(first.runs)}, ${shortest(failure)}`,
  );
  // a run that ended before it could break them says nothing about them
  if (first.unbroken.length + first.endedAlone.length === 0 || first.verdict !== "failed") return sentences;
  return [...sentences, ...unbrokenSentences(first, runsText(group))];
}

/** What there is to say of properties that are meant to be broken and were not. */
export function unbrokenSentences(
  { unbroken, neverJudged, endedAlone }: ScenarioResult, runs: string,
): string[] {
  const told = [...neverJudged, ...endedAlone].map(({ title }) => title);
  const judged = unbroken.filter((title) => !told.includes(title));
  const [was, held] = judged.length === 1 ? ["was", "held"] : ["were", "all held"];
  const words = `${quotedTitles(judged)} ${was} meant to be broken and ${held}: ${runs}`;
  return [
    ...(judged.length === 0 ? [] : [words]),
    ...neverJudged.map(({ title, said }) => `"${title}" was meant to be broken and ${said}`),
    ...endedAlone.map(({ title, said }) => `"${title}" was meant to be broken and was ${said}`),
  ];
}

function worldFullText({ worldFull, runs, program }: ScenarioResult): string {
  const { region, count } = worldFull!;
  const { firstIndex } = regions.find((row) => row.name === region)!;
  // where 0 means none, one record of the region is never taken
  const room = program.image.counts[region as RegionName] - firstIndex;
  const thing = region.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const dropped = `which ${count === 1n ? "was" : "were"} dropped`;
  return `no room for another ${thing} beside ${grouped(room)}, in ${counted(count, "run")} of ${grouped(runs)}, ${dropped}`;
}

const order: readonly ScenarioVerdict[] = ["held", "failed", "bug check", "world full", "vacuous"];

/**
 * `14 held, 1 failed: 5 scenarios on 3 versions; 1,203,412 runs, 9,001,222 steps in 2.1 s`. Runs that two
 * versions have in common were made once and count once.
 */
export function closingLine({ results, milliseconds }: CampaignReport, theme: Theme): string {
  const counts = order
    .map((verdict) => ({ verdict, count: results.filter((result) => result.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  const colours: Readonly<Record<ScenarioVerdict, (text: string) => string>> = {
    held: theme.good,
    failed: theme.bad,
    "bug check": theme.bad,
    "world full": theme.bad,
    vacuous: theme.doubtful,
  };
  const verdicts =
    counts.map(({ verdict, count }) => colours[verdict](`${grouped(count)} ${verdict}`)).join(", ") ||
    "nothing to judge";
  const scenarios = new Set(results.map((result) => `${result.source.name}\n${result.scenario}`)).size;
  const versions = new Set(results.map((result) => result.version)).size;
  const made = results.filter((result) => result.sameAs === undefined);
  const sum = (read: (result: ScenarioResult) => bigint): bigint =>
    made.reduce((total, result) => total + read(result), 0n);
  const work = `${counted(
    sum((result) => result.runs),
    "run",
  )}, ${counted(
    sum((result) => result.steps),
    "step",
  )}`;
  const where = `${counted(scenarios, "scenario")} on ${counted(versions, "version")}`;
  const spared = results.length - made.length;
  const alike =
    spared === 0
      ? ""
      : ` (${counted(spared, "verdict")} taken from a version that differs in nothing they read)`;
  return `${verdicts}: ${where}; ${work} in ${(milliseconds / 1000).toFixed(1)} s${alike}`;
}
