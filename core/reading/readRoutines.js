/**
 * What the manual tells of a routine and no table has: which decisions it asks, in which order, what each
 * answer returns, which switches, privileges and rights it reads, and where it allocates. All of it stands in
 * the routine itself, so it is read there: the sources are parsed, helpers are followed in place, and other
 * routines are named. A list of our own beside the code would be wrong one day.
 *
 * It sees what is written and not what happens: a helper that is called with a constant is read with all its
 * branches.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { mostAllocations } from "./allocations.js";
import { conditionReader } from "./conditions.js";

/** Folders whose functions are followed. */
const FOLDERS = ["routines", "access", "objects", "step"];

/** All of that, by the name of the routine, as the text of core/generated/readings.json. */
export function readRoutines(typescript, core) {
  const program = new Sources(typescript, core);
  const allocations = mostAllocations(program);
  const readings = {};
  for (const [name, entry] of program.routines) {
    const { items, refers } = program.read(entry);
    readings[name] = {
      steps: items, allocations: allocations.get(name),
      switches: [...refers.switches].sort(), privileges: [...refers.privileges].sort(),
      rights: [...refers.rights].sort(),
    };
  }
  return `${lines(readings)}\n`;
}

/** One line for each step, so that what changed can be read. */
function lines(readings) {
  const list = (steps) => (steps.length === 0 ? "[]" : `[\n${steps.map((step) => `      ${JSON.stringify(step)}`).join(",\n")}\n    ]`);
  const routine = ({ steps, ...more }) =>
    `{\n    "steps": ${list(steps)},\n${Object.entries(more).map(([name, value]) => `    "${name}": ${JSON.stringify(value)}`).join(",\n")}\n  }`;
  return `{\n${Object.keys(readings).sort().map((name) => `  "${name}": ${routine(readings[name])}`).join(",\n")}\n}`;
}

const nothingReferred = () => ({ switches: new Set(), privileges: new Set(), rights: new Set() });

/** The functions of the core, and what each asks. */
class Sources {
  constructor(typescript, core) {
    this.typescript = typescript;
    this.core = core;
    /** Function by `file name`. */
    this.functions = new Map();
    /** Entry by routine. */
    this.routines = new Map();
    this.done = new Map();
    this.inWork = new Set();
    for (const folder of FOLDERS) {
      for (const name of readdirSync(join(core, folder)).sort()) if (name.endsWith(".ts")) {
        this.add(join(folder, name));
      }
    }
  }

  add(file) {
    const { typescript: ts } = this;
    const tree = ts.createSourceFile(
      file, readFileSync(join(this.core, file), "utf8"), ts.ScriptTarget.ES2022, true,
    );
    const imports = new Map();
    const own = [];
    for (const statement of tree.statements) {
      if (ts.isImportDeclaration(statement)) {
        const from = relative(".", join(dirname(file), statement.moduleSpecifier.text));
        for (const each of statement.importClause?.namedBindings?.elements ?? []) {
          imports.set(each.name.text, { file: `${from}.ts`, name: (each.propertyName ?? each.name).text });
        }
      } else if (ts.isFunctionDeclaration(statement) && statement.body) own.push(statement);
    }
    for (const node of own) this.functions.set(`${file} ${node.name.text}`, { file, node, imports });
    if (!/^(routines|access)\/[A-Z]/.test(file)) return;
    // a routine's file is named after it; where a rule has no function of its name, the one it offers is
    // meant
    const name = basename(file, ".ts");
    const offered = own.filter(
      (node) => node.modifiers?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword),
    );
    const entry = own.find((node) => node.name.text === name)
      ?? (offered.length === 1 ? offered[0] : undefined);
    if (entry) this.routines.set(name, this.functions.get(`${file} ${entry.name.text}`));
  }

  /** The function or the generated name that an identifier of a file means. */
  resolve({ file, imports }, name) {
    const imported = imports.get(name);
    if (imported?.file.startsWith("generated/")) {
      return { generated: basename(imported.file, ".ts"), name: imported.name };
    }
    const target = imported ?? { file, name };
    return { name: target.name, target: this.functions.get(`${target.file} ${target.name}`) };
  }

  /** Name of the routine whose entry a function is. */
  routineOf(target) {
    const name = target && basename(target.file, ".ts");
    return name !== undefined && this.routines.get(name) === target ? name : undefined;
  }

  /** What a function asks in order, and what it refers to. Recursion asks nothing new. */
  read(entry) {
    const known = this.done.get(entry);
    if (known) return known;
    if (this.inWork.has(entry)) return { items: [], refers: nothingReferred() };
    this.inWork.add(entry);
    const answer = { items: [], refers: nothingReferred() };
    conditionReader(this, entry, answer).statement(entry.node.body);
    this.inWork.delete(entry);
    this.done.set(entry, answer);
    return answer;
  }
}
