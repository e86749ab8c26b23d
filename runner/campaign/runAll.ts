/**
 * Many programs, one after another, twins looked up where they belong: first in the same file, then in the
 * same folder and in the files that it uses. What a broken twin did is remembered, since its repaired twin
 * asks for it once more.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { File, Span } from "../../grammar/syntaxTree.ts";
import { counted } from "../report/words.ts";
import { isAllBroken, outcomesAlone } from "./byThemselves.ts";
import { agreesOn, hasSweepAt, idleSweeps } from "./idleSweeps.ts";
import { judge, type BrokenTwin } from "./judge.ts";
import type { ScenarioResult, SourceText } from "./results.ts";
import { isTitled } from "./rowTitles.ts";
import type { CampaignOutcome } from "./runProgram.ts";

/** A file whose programs can run: one per scenario and version. */
export interface ProgramFile {
  readonly source: SourceText;
  readonly folder: string;
  readonly programs: readonly Program[];
}

/** The same with its tree, which writing failures as files needs. */
export interface CompiledFile extends ProgramFile {
  readonly file: File;
}

/** All files in which the twin of a scenario of a file may stand: those of its folder, and those it uses. */
export type Siblings = (file: ProgramFile) => readonly ProgramFile[] | Promise<readonly ProgramFile[]>;

/**
 * Makes the runs of one program; `run` and `fuzz` differ here. `guided` is how many guided runs are due
 * beside those that are drawn.
 */
export type Campaign = (program: Program, guided?: number) => CampaignOutcome | Promise<CampaignOutcome>;

export interface Selection {
  /** Versions that are asked for; undefined: all that a scenario names. */
  readonly versions?: ReadonlySet<string>;
  /** Title of the only scenario that is asked for, or of the only table. */
  readonly scenario?: string;
  /** Parts of titles or of names of files, of which one must fit; letter case is no matter. */
  readonly filters?: readonly string[];
}

/** Whether a program is asked for. */
function isSelected(
  { name }: SourceText, program: Program, { versions, scenario, filters }: Selection,
): boolean {
  const fits = (filter: string): boolean =>
    [name, program.scenario].some((text) => text.toLowerCase().includes(filter.toLowerCase()));
  return (
    (versions === undefined || versions.has(program.version)) &&
    (scenario === undefined || isTitled(program.scenario, scenario)) &&
    (filters === undefined || filters.some(fits))
  );
}

/** All programs of some files that are asked for, in order. */
export function selectedOf<Each extends ProgramFile>(
  files: readonly Each[], selection: Selection,
): { readonly file: Each; readonly program: Program }[] {
  return files.flatMap((file) =>
    file.programs
      .filter((program) => isSelected(file.source, program, selection))
      .map((program) => ({ file, program })),
  );
}

const isTwinOf =
  ({ repairs, version }: Program) =>
  (program: Program): boolean =>
    program.scenario === repairs && program.version === version && program.breaks.length > 0;

/** Programs with the broken twins that stand in their files, which are judged with them; each once. */
export function withTwins<Each extends ProgramFile>(
  selected: readonly { readonly file: Each; readonly program: Program }[],
): { readonly file: Each; readonly program: Program }[] {
  const all = new Map(selected.map((each) => [each.program, each]));
  for (const { file, program } of selected) {
    const twin = program.repairs === undefined ? undefined : file.programs.find(isTwinOf(program));
    if (twin !== undefined && !all.has(twin)) all.set(twin, { file, program: twin });
  }
  return [...all.values()];
}

export class CampaignRunner {
  private readonly outcomes = new Map<Program, Promise<CampaignOutcome>>();
  /** Of programs that break several properties those that had to be judged by themselves. */
  private readonly alone = new Map<Program, Promise<ReadonlyMap<number, CampaignOutcome>>>();

  /**
   * `siblings` is asked only for twins that stand in another file.
   * `together` is how many campaigns may be under way at once; results come in order all the same.
   * `asks`: programs whose campaigns may be made to judge a sweep in which nothing failed; where the same
   * words stand in others, nobody knows whether it is idle.
   */
  constructor(
    private readonly campaign: Campaign,
    private readonly siblings: Siblings,
    private readonly together = 1,
    private readonly asks: (program: Program) => boolean = () => true,
  ) {}

  /** The results of the selected programs in order, until `stopped` says yes. */
  async *results(
    files: readonly ProgramFile[],
    selection: Selection,
    stopped: () => boolean = () => false,
  ): AsyncGenerator<ScenarioResult, void> {
    const chosen = selectedOf(files, selection);
    for (const [index, { file, program }] of chosen.entries()) {
      if (stopped()) return;
      for (const next of chosen.slice(index, index + this.together))
        void this.outcomeOf(next.program).catch(() => undefined);
      yield await this.result(file, program);
    }
  }

  private async result(file: ProgramFile, program: Program): Promise<ScenarioResult> {
    const twin = program.repairs === undefined ? undefined : await this.brokenTwin(file, program);
    const outcome = await this.outcomeOf(program, twin?.guided);
    const idle = await this.idleEverywhere(file, program, outcome);
    const alone = await this.aloneOf(program, outcome);
    return judge(file.source, program, outcome, () => twin?.broken, idle, alone);
  }

  /** Sweeps in which nothing was allocated, neither here nor where else in the file the same words run. */
  private async idleEverywhere(
    file: ProgramFile, program: Program, outcome: CampaignOutcome,
  ): Promise<readonly Span[]> {
    let idle: readonly Span[] = idleSweeps(program, outcome);
    for (const other of file.programs) {
      if (idle.length === 0) return idle;
      if (other === program || !idle.some((place) => hasSweepAt(place, other))) continue;
      const found = this.asks(other) ? await this.outcomeOf(other) : undefined;
      idle = idle.filter((place) =>
        (found === undefined ? !hasSweepAt(place, other) : agreesOn(place, other, found)));
    }
    return idle;
  }

  private outcomeOf(program: Program, guided = 0): Promise<CampaignOutcome> {
    const known = this.outcomes.get(program);
    if (known !== undefined && guided === 0) return known;
    const outcome = Promise.resolve().then(() => this.campaign(program, guided));
    this.outcomes.set(program, outcome);
    return outcome;
  }

  private aloneOf(
    program: Program, outcome: CampaignOutcome,
  ): Promise<ReadonlyMap<number, CampaignOutcome>> {
    const known = this.alone.get(program) ?? outcomesAlone(program, outcome, this.campaign);
    this.alone.set(program, known);
    return known;
  }

  private async brokenTwin(
    file: ProgramFile, program: Program,
  ): Promise<{ readonly broken: BrokenTwin; readonly guided: number } | undefined> {
    const isTwin = isTwinOf(program);
    const here = file.programs.find(isTwin);
    const twin =
      here ?? (await this.siblings(file)).flatMap((sibling) => sibling.programs).find(isTwin);
    if (twin === undefined) return undefined;
    const outcome = await this.outcomeOf(twin);
    const alone = await this.aloneOf(twin, outcome);
    const broken = { found: isAllBroken(twin, outcome, alone), where: counted(outcome.counts.cases, "run") };
    const guided = Math.max(...[outcome, ...alone.values()].map((each) => each.guided ?? 0));
    return { broken, guided };
  }
}
