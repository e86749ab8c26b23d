/**
 * The command line. It knows what commands and options there are, and `run`; everything else is loaded when
 * it is asked for, because starting is most of the time that a small file takes.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { firstEpoch } from "../campaign/guided/epochs.ts";
import type { Shard } from "../campaign/guided/shards.ts";
import { run } from "./commands/run.ts";
import { exitCodes, InputError } from "./exitCodes.ts";
import { withOptionMeant } from "./otherWords.ts";
import { printError, survivePipes } from "./output.ts";
import { reporterNames } from "./reporters/reporter.ts";
import { traceFormats } from "./traceFormats.ts";
import { WORKERS_MAX } from "./workersMax.ts";
import packageDescription from "../../package.json" with { type: "json" };

/** A number of runs, cases, failures: whole and above zero. */
function wholeNumber(text: string): number {
  const value = /^\d+$/.test(text.replaceAll("_", "")) ? Number(text.replaceAll("_", "")) : NaN;
  if (value > Number.MAX_SAFE_INTEGER)
    throw new InvalidArgumentError(`It must be at most ${Number.MAX_SAFE_INTEGER}.`);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}

/** A number of threads. */
function workersNumber(text: string): number {
  const value = wholeNumber(text);
  if (value > WORKERS_MAX) throw new InvalidArgumentError(`It must be at most ${WORKERS_MAX}.`);
  return value;
}

/** A number of a case: they are counted from 0. */
function caseNumber(text: string): number {
  return /^0+$/.test(text) ? 0 : wholeNumber(text);
}

/** `2/3`: the second of three parts. */
function shardNumber(text: string): Shard {
  const [index, of] = (/^(\d+)\/(\d+)$/.exec(text)?.slice(1) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of)
    throw new InvalidArgumentError("It must be i/n with i from 1 to n, such as 2/3.");
  if (of > firstEpoch.end)
    throw new InvalidArgumentError(`An epoch of ${firstEpoch.end} cases has no more parts than cases.`);
  return { index, of };
}

function seedNumber(text: string): bigint {
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(text) || BigInt(text) >= 1n << 64n)
    throw new InvalidArgumentError("It must be a whole number from 0 to 2^64 - 1.");
  return BigInt(text);
}

/** `10s`, `500ms`, `2m`, or a plain number of seconds; milliseconds. */
function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  if (!match) throw new InvalidArgumentError("It must be a time such as 10s, 500ms or 2m.");
  const milliseconds = Number(match[1]) * { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match[2] ?? "s"]!;
  if (milliseconds === 0) throw new InvalidArgumentError("Nothing can be drawn in no time.");
  return milliseconds;
}

const reporter = (): Option =>
  new Option("--reporter <kind>", "what is printed").choices(["pretty", "json"]).default("pretty");
const testReporter = (): Option => reporter().choices(reporterNames);
const windows = (): Option =>
  new Option(
    "--windows <versions>",
    "only on these versions, such as `11`, `7, 8`, `from 7`; `all` is every one, reactos too",
  );
const scenario = (): Option => new Option("--scenario <title>", "only the scenario or table of this title");

const filter = (): Option =>
  new Option(
    "--filter <text>",
    "only scenarios whose title or file has this in it; again for more",
  ).argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text]);

// the default is told as text, because help is written with JSON, which has no large numbers
const seed = (description: string): Option =>
  new Option("--seed <n>", description).argParser(seedNumber).default(0n, "0");

const oneCase = (): Option =>
  new Option("--case <n>", "one case of a campaign, by the number that fuzz told").argParser(caseNumber);

const blind = (): Option => new Option("--blind", "the case as run draws it, without what a campaign learns");

/** A command as options and the module that does it. */
type Action = (paths: never, options: never) => Promise<number>;

/** Makes what a command does of the module that does it; its answer is the exit code. */
type Doing = (load: () => Promise<Action>) => (paths: unknown, options: unknown) => Promise<void>;

function runCommand(program: Command, doing: Doing): void {
  program
    .command("run")
    .description("run scenarios: all their runs, or a sample when there are too many")
    .argument("[paths...]", "files, folders, or - for standard input", ["."])
    .addOption(windows())
    .addOption(scenario())
    .addOption(filter())
    .addOption(testReporter())
    .option("--runs <n>", "most runs of a scenario; if more remain, so many are drawn", wholeNumber, 100_000)
    .addOption(seed("seed of the runs that are drawn"))
    .option("--list", "say which scenarios there are, and run none")
    .action(doing(async () => run));
}

function fuzzCommand(program: Command, doing: Doing): void {
  program
    .command("fuzz")
    .description("draw runs in bulk, and shrink and save what fails")
    .argument("<paths...>", "files or folders")
    .addOption(windows())
    .addOption(scenario())
    .addOption(filter())
    .addOption(testReporter())
    .option("--cases <n>", "cases of each scenario", wholeNumber)
    .option("--time <time>", "stop after this time, such as 10s", duration)
    .addOption(seed("seed of the campaign"))
    .option(
      "--workers <n>", `threads that draw, at most ${WORKERS_MAX}; they change nothing but the time`,
      workersNumber,
    )
    .option("--max-failures <n>", "end a campaign with its n-th distinct failure", wholeNumber)
    .option("--corpus <path>", "go on from the corpora of this folder, or from this one; new ones go there")
    .option("--shard <i/n>", "the i-th of n parts of one epoch, for `guise corpus merge`", shardNumber)
    .action(doing(async () => (await import("./onDemand.ts")).fuzz));
}

function checkCommand(program: Command, doing: Doing): void {
  program
    .command("check")
    .description("say what is wrong in files without running them")
    .argument("[paths...]", "files, folders, or -", ["."])
    .addOption(reporter())
    .option("--explain <code>", "say what a diagnostic means, such as SCN042; checks nothing")
    .action(doing(async () => (await import("./onDemand.ts")).check));
}

function formatCommand(program: Command, doing: Doing): void {
  program
    .command("format")
    .description("format files in place; standard input goes to standard output")
    .argument("[paths...]", "files, folders, or -", ["."])
    .option("--check", "change nothing; say which files are not formatted")
    .action(doing(async () => (await import("./onDemand.ts")).format));
}

function replayCommand(program: Command, doing: Doing): void {
  program
    .command("replay")
    .description(
      "run a saved failure, or one case of a campaign: 1 while it fails for its reason, 0 when it does not",
    )
    .argument("<files...>", ".scn files")
    .addOption(windows())
    .addOption(scenario())
    .addOption(reporter())
    .addOption(oneCase())
    .addOption(blind())
    .addOption(seed("seed of the case's campaign"))
    .action(doing(async () => (await import("./onDemand.ts")).replay));
}

function shrinkCommand(program: Command, doing: Doing): void {
  program
    .command("shrink")
    .description("write the smallest scenario that fails like the file does")
    .argument("<file>", "a .scn file")
    .addOption(windows())
    .addOption(scenario())
    .addOption(oneCase())
    .addOption(blind())
    .addOption(seed("seed of the case's campaign"))
    .action(doing(async () => (await import("./onDemand.ts")).shrink));
}

function diffCommand(program: Command, doing: Doing): void {
  program
    .command("diff")
    .description("tell where two versions part, and which decision and switch did it: 0 nowhere, 1 somewhere")
    .argument("<paths...>", "files or folders")
    .requiredOption("--windows <versions>", "the two versions, such as xp-sp1,xp-sp2")
    .addOption(scenario())
    .addOption(filter())
    .addOption(reporter())
    .option("--runs <n>", "most runs that are compared when there are more than 200", wholeNumber, 1_000)
    .addOption(seed("seed of the runs that are drawn"))
    .action(doing(async () => (await import("./onDemand.ts")).diff));
}

function explainCommand(program: Command, doing: Doing): void {
  program
    .command("explain")
    .description("say why a step went as it did")
    .argument("<file>", "a .scn file")
    .addOption(scenario())
    .addOption(windows())
    .addOption(reporter())
    .option("--step <n>", "the step, by its number in the trace", wholeNumber)
    .addOption(oneCase())
    .addOption(blind())
    .addOption(seed("seed of the case's campaign"))
    .action(doing(async () => (await import("./onDemand.ts")).explain));
}

function traceCommand(program: Command, doing: Doing): void {
  program
    .command("trace")
    .description("tell a run step by step, as text, data or picture: one that fails, else the first one")
    .argument("<file>", "a .scn file")
    .addOption(
      new Option("--format <kind>", "what is written")
        .choices(traceFormats)
        .default("text"),
    )
    .option("--output <file>", "write it to this file")
    .addOption(scenario())
    .addOption(windows())
    .addOption(oneCase())
    .addOption(blind())
    .addOption(seed("seed of the case's campaign"))
    .action(doing(async () => (await import("./onDemand.ts")).trace));
}

function referenceCommand(program: Command, doing: Doing): void {
  program
    .command("reference")
    .description("the manual: everything there is, or all about some routines, statuses, rights, versions, words, codes …")
    .argument("[names...]", "names, such as NtOpenThreadToken, STATUS_NO_TOKEN, attacker, SCN042")
    .option("--all", "every entry whole, in place of the contents")
    .addOption(reporter().choices(["pretty", "json", "markdown"]))
    .action(doing(async () => (await import("./onDemand.ts")).reference));
}

/** What all commands about corpora ask for. */
const aboutCorpora = (command: Command): Command =>
  command
    .option("--corpus <folder>", "where the corpora lie (default: .guise/corpus)")
    .addOption(windows())
    .addOption(scenario())
    .addOption(filter());

function corpusCommand(program: Command, doing: Doing): void {
  const corpus = program.command("corpus").description("what guided campaigns have learnt");
  aboutCorpora(corpus.command("show"))
    .description("what corpora there are, of what and how large; the calls of one entry")
    .argument("[paths...]", "only corpora of these files' scenarios")
    .option("--entry <n>", "the calls of this entry", wholeNumber)
    .addOption(reporter())
    .action(doing(async () => (await import("./onDemand.ts")).show));
  aboutCorpora(corpus.command("minimize"))
    .description("leave few entries that show all that a corpus shows, none of them needless")
    .argument("[paths...]", "only corpora of these files' scenarios")
    .action(doing(async () => (await import("./onDemand.ts")).minimize));
  aboutCorpora(corpus.command("merge"))
    .description("make the shards of an epoch the corpus of the next one")
    .argument("<paths...>", "files or folders whose scenarios the shards are of")
    .addOption(seed("seed of the campaign"))
    .action(doing(async () => (await import("./onDemand.ts")).merge));
  aboutCorpora(corpus.command("clean"))
    .description("remove what is damaged, outdated or of another core, and saved failures that no longer fail")
    .argument("[paths...]", "remove also corpora of none of these files' scenarios")
    .action(doing(async () => (await import("./onDemand.ts")).clean));
}

const commands = [
  runCommand, fuzzCommand, checkCommand, formatCommand, replayCommand, shrinkCommand, corpusCommand,
  diffCommand, explainCommand, traceCommand, referenceCommand,
];

/** The whole command line; `end` receives the exit code. */
function commandLine(end: (code: number) => void): Command {
  const program = new Command("guise")
    .description("An executable model of Windows NT impersonation: run, fuzz and explain .scn scenarios.")
    .version(packageDescription.version)
    .showHelpAfterError("(guise --help says more)")
    .exitOverride()
    // behind a command, `--version` is an option of that command and not a question to Guise
    .enablePositionalOptions()
    .addHelpText(
      "after",
      "\nExit codes: 0 everything held, 1 something did not, 2 the input is wrong, 3 internal error.",
    );
  const doing: Doing = (load) => async (paths, options) => {
    end(await (await load())(paths as never, options as never));
  };
  for (const add of commands) add(program, doing);
  for (const command of program.commands) {
    const known = command.options.map(({ long }) => long ?? "");
    command.configureOutput({ outputError: (text, write) => write(withOptionMeant(text, known)) });
  }
  return program;
}

/** Does what the arguments say and answers the exit code; nothing is thrown. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.held;
  try {
    await commandLine((answer) => {
      code = answer;
    }).parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.held : exitCodes.wrongInput;
    if (error instanceof InputError) {
      printError(`guise: ${error.message}`);
      return exitCodes.wrongInput;
    }
    printError(
      `guise: internal error. Please report this, with the file that caused it.\n${error instanceof Error ? error.stack : String(error)}`,
    );
    return exitCodes.internalError;
  }
}

survivePipes();
// the code is set and not forced, so that what was printed is written whole
process.exitCode = await main(process.argv.slice(2));
