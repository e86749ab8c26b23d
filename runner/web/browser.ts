/**
 * Guise as a page uses it: the same compiler, campaigns and reports as on the command line, over a module
 * that is loaded by its URL. It touches no element of any page, so that a playground, a worker and a bare
 * test page can all have it.
 */
import { folderOfTexts } from "../../grammar/gather/folder.ts";
import { folderOfPath } from "../../grammar/gather/usePath.ts";
import { compile, type Compiled } from "../../grammar/compile.ts";
import { hasErrors, messageOf, wayOutOf, type Diagnostic } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { fuzzProgram, type FuzzBudget, type FuzzHooks } from "../campaign/fuzzProgram.ts";
import { localPort } from "../campaign/localPort.ts";
import type { Recipe, ScenarioResult } from "../campaign/results.ts";
import { CampaignRunner, type Campaign, type CompiledFile, type Selection } from "../campaign/runAll.ts";
import { defaultRunBudget, runProgram, type RunBudget } from "../campaign/runProgram.ts";
import { Machine } from "../machine/machine.ts";
import { traceRun, type Trace } from "../report/trace.ts";

export {
  messageOf,
  wayOutOf,
  type CompiledFile,
  type Diagnostic,
  type FuzzBudget,
  type FuzzHooks,
  type Program,
  type Recipe,
  type RunBudget,
  type ScenarioResult,
  type Selection,
  type Trace,
};

/** A text that was compiled; a text with errors has no programs. */
export interface CompiledText extends CompiledFile {
  readonly file: Compiled["file"];
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: boolean;
  /** The other files, by path: a twin may stand in one of them. */
  readonly others: ReadonlyMap<string, string>;
}

/**
 * Fetches and compiles the core while it arrives. A server that does not know `application/wasm` is served
 * all the same, a little later. Throws an Error that names the URL when there is no module.
 */
export async function compileCore(url: string | URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was not loaded: ${response.status} ${response.statusText}`);
  const isNamed =
    response.headers.get("content-type")?.split(";")[0]!.trim().toLowerCase() === "application/wasm";
  return isNamed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** Loads the core from a URL and makes everything ready. */
export async function loadGuise(url: string | URL): Promise<Guise> {
  return new Guise(await compileCore(url));
}

export class Guise {
  private readonly machine: Machine;

  /** A compiled core; a page has it from `compileCore`, and may hand it to its workers. */
  constructor(readonly core: WebAssembly.Module) {
    this.machine = new Machine(core);
  }

  /**
   * Compiles a text. `others` are the files around it, by path: it may use them, and those that lie in its
   * own folder may hold its twins. It never throws, whatever the text is.
   */
  compile(text: string, name = "page.scn", others: ReadonlyMap<string, string> = new Map()): CompiledText {
    const beside = besideIt(name, others);
    const { value, diagnostics } = compile(text, {
      folder: folderOfTexts(others, name),
      otherFiles: () => beside.map(([path, content]) => ({ name: path, text: content })),
    });
    const programs = value.scenarios.flatMap((scenario) =>
      scenario.versions.map((version) => scenario.program(version)),
    );
    return {
      source: { name, text: value.text, ...(value.used.length > 0 && { used: value.used }) },
      folder: "",
      file: value.file,
      programs,
      diagnostics,
      broken: hasErrors(diagnostics),
      others,
    };
  }

  /** Runs the selected scenarios of a text: all their runs, or a sample when there are too many. */
  run(
    text: CompiledText,
    selection: Selection = {},
    budget: RunBudget = defaultRunBudget,
  ): Promise<ScenarioResult[]> {
    return this.results(text, selection, (program, guided) =>
      runProgram(this.machine, program, { ...budget, ...(guided !== undefined && { guided }) }),
    );
  }

  /** Fuzzes the selected scenarios of a text; the page lives on between chunks of cases. */
  fuzz(
    text: CompiledText,
    selection: Selection,
    budget: FuzzBudget,
    hooks: Partial<FuzzHooks> = {},
  ): Promise<ScenarioResult[]> {
    const port = localPort(new Machine(this.core), nextTask);
    const all: FuzzHooks = {
      signal: new AbortController().signal,
      progress: () => undefined,
      found: () => undefined,
      ...hooks,
    };
    return this.results(text, selection, (program) =>
      fuzzProgram(this.machine, [port], program, budget, all),
    );
  }

  /** Makes one run again, step by step. */
  trace(program: Program, recipe: Recipe): Trace {
    return traceRun(this.machine, program, recipe);
  }

  /** Twins are looked for in the text itself, then in the files beside it. */
  private async results(
    text: CompiledText,
    selection: Selection,
    campaign: Campaign,
  ): Promise<ScenarioResult[]> {
    const found: ScenarioResult[] = [];
    const siblings = (): CompiledText[] =>
      besideIt(text.source.name, text.others)
        .map(([path, content]) => this.compile(content, path, text.others));
    for await (const result of new CampaignRunner(campaign, siblings).results([text], selection))
      found.push(result);
    return found;
  }
}

/** The files of the folder that a file lies in, without itself. */
function besideIt(name: string, others: ReadonlyMap<string, string>): [string, string][] {
  return [...others].filter(([path]) => path !== name && folderOfPath(path) === folderOfPath(name));
}

/** A task of its own, at once: timers wait for milliseconds when they are asked again and again. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
