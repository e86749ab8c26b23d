/**
 * `guise diff`: where two versions part, scenario by scenario. Its exit codes are those of diff(1): 0 where
 * all that was asked for fares alike, 1 where something parts, 2 where the input is wrong.
 */
import type { CompiledScenario } from "../../../grammar/compile.ts";
import { SourceMap } from "../../../grammar/sources.ts";
import { selectedOf } from "../../campaign/runAll.ts";
import type { Machine } from "../../machine/machine.ts";
import { inFiles } from "../../report/filePlaces.ts";
import { compareVersions, type VersionComparison, type VersionPair } from "../../report/versionDifference.ts";
import { versionDifferenceText } from "../../report/versionDifferenceText.ts";
import { counted } from "../../report/words.ts";
import { compileSource, type CompiledSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printDiagnostics } from "../diagnosticsOutput.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { pageFor, print } from "../output.ts";
import { readSources } from "../readSources.ts";
import type { ReporterName } from "../reporters/reporter.ts";
import { demandSomething, selectionOf, versionsAsked, type SelectionOptions } from "../selection.ts";

export interface DiffOptions extends SelectionOptions {
  readonly windows: string;
  readonly reporter: ReporterName;
  readonly runs: number;
  readonly seed: bigint;
}

const DIFF_DOCUMENT_VERSION = 1;

interface Compared {
  readonly file: CompiledSource;
  readonly comparison: VersionComparison;
}

/** Compares the scenarios at the paths on two versions; answers the exit code. */
export async function diff(paths: readonly string[], options: DiffOptions): Promise<number> {
  const windows = await twoVersions(options.windows);
  const { versions: _, ...selection } = await selectionOf(options);
  const sources = readSources(paths);
  const files = sources.files.map(compileSource);
  if (await printDiagnostics(files)) return exitCodes.wrongInput;
  await demandSomething(files, selection);
  const machine = newMachine();
  const compared: Compared[] = [];
  const tell = options.reporter === "json" ? () => undefined : teller();
  const notOnBoth: string[] = [];
  for (const { file, sides, alone } of sidesOf(scenariosOf(files, selection), windows)) {
    if (sides === undefined) {
      notOnBoth.push(alone);
      continue;
    }
    const comparison = compareScenario(machine, sides, windows, options);
    compared.push({ file, comparison });
    tell({ file, comparison });
  }
  if (compared.length === 0)
    throw new InputError(`No scenario that was asked for runs on both ${windows.join(" and ")}.`);
  const parted = compared.filter(({ comparison }) => comparison.difference !== undefined).length;
  if (options.reporter === "json") print(documentOf(compared, windows, notOnBoth));
  else print(`\n${closing(compared.length, parted, notOnBoth.length)}`);
  if (sources.unreadable > 0) return exitCodes.wrongInput;
  return parted === 0 ? exitCodes.held : exitCodes.notHeld;
}

async function twoVersions(text: string): Promise<readonly [string, string]> {
  const names = text.split(",").map((name) => name.trim());
  const sets = await Promise.all(names.map(versionsAsked));
  const [first, second, ...more] = sets.flat();
  if (
    names.length !== 2 ||
    first === undefined ||
    second === undefined ||
    more.length > 0 ||
    first === second
  ) {
    throw new InputError(`--windows ${text}: two versions are compared, such as --windows xp-sp1,xp-sp2.`);
  }
  return [first, second];
}

function scenariosOf(
  files: readonly CompiledSource[], selection: Parameters<typeof selectedOf>[1],
): [CompiledSource, CompiledScenario][] {
  return files.flatMap((file) => {
    const titles = new Set(selectedOf([file], selection).map(({ program }) => program.scenario));
    return file.scenarios
      .filter((scenario) => titles.has(scenario.title))
      .map((scenario): [CompiledSource, CompiledScenario] => [file, scenario]);
  });
}

/** What runs on the first version, and on the second: one scenario, or two rows that are the same case. */
type Sides = readonly [CompiledScenario, CompiledScenario];

/** What is compared, in order; without sides the title of what runs on one of the versions at most. */
function sidesOf(
  scenarios: readonly [CompiledSource, CompiledScenario][], [first, second]: readonly [string, string],
): { file: CompiledSource; sides?: Sides; alone: string }[] {
  const runsOn = ({ versions }: CompiledScenario, version: string): boolean => versions.includes(version);
  const partnerOf = (file: CompiledSource, { row }: CompiledScenario, version: string) =>
    scenarios.find(([other, { row: its, versions }]) =>
      other === file && row !== undefined && its?.table === row.table && its.case === row.case &&
      versions.includes(version))?.[1];
  return scenarios.flatMap(([file, scenario]): { file: CompiledSource; sides?: Sides; alone: string }[] => {
    const alone = scenario.title;
    if (runsOn(scenario, first)) {
      const other = runsOn(scenario, second) ? scenario : partnerOf(file, scenario, second);
      return [{ file, alone, ...(other && { sides: [scenario, other] as const }) }];
    }
    // what is a row of the second version alone is compared where its row of the first stands
    const isComparedThere = runsOn(scenario, second) && partnerOf(file, scenario, first) !== undefined;
    return isComparedThere ? [] : [{ file, alone }];
  });
}

function compareScenario(
  machine: Machine,
  [one, other]: Sides,
  [first, second]: readonly [string, string],
  { runs, seed }: DiffOptions,
): VersionComparison {
  const pair: VersionPair = {
    first: one.program(first), second: other.program(second),
    programWith: (version, answers) => (version === first ? one : other).program(version, answers),
  };
  const comparison = compareVersions(machine, pair, { runs, seed });
  if (one === other) return comparison;
  // a case of a table that has another row on each of them
  return { ...comparison, scenario: `${one.title} and${other.title.slice(other.row!.table.length + 1)}` };
}

/** Prints scenarios as they are compared, each file's name above its own. */
function teller(): (compared: Compared) => void {
  const page = pageFor(process.stdout);
  let told = "";
  return ({ file: { source }, comparison }) => {
    if (source.name !== told) print(page.theme.strong(source.name));
    told = source.name;
    const text = versionDifferenceText(comparison, source, { ...page, width: page.width - 2 });
    print(text.split("\n").map((line) => `  ${line}`.trimEnd()).join("\n"));
  };
}

function closing(compared: number, parted: number, notOnBoth: number): string {
  const left = notOnBoth === 0 ? "" : `; ${notOnBoth} not on both`;
  return `${parted} of ${counted(compared, "scenario")} ${parted === 1 ? "parts" : "part"}${left}`;
}

function documentOf(
  compared: readonly Compared[],
  windows: readonly string[],
  notOnBoth: readonly string[],
): string {
  const scenarios = compared.map(({ file: { source }, comparison }) => {
    const { span } = comparison.difference ?? {};
    return {
      file: source.name, ...inFiles(comparison, source),
      ...(span === undefined ? {} : { place: new SourceMap(source).placeOf(span.start) }),
    };
  });
  return JSON.stringify({ version: DIFF_DOCUMENT_VERSION, windows, scenarios, notOnBoth }, undefined, 2);
}
