/**
 * What the manual tells of a routine and no table has: which decisions it asks, in which order, what each
 * answer returns, which switches, privileges and rights it reads, and where it allocates. All of it stands in
 * the routine itself, so it is read there: the sources are parsed, helpers are followed in place, and other
 * routines are named. A list of our own beside the code would be wrong one day.
 *
 * It sees what is written and not what happens, but for what a caller hands over as a constant: with that a
 * helper and a routine are read anew, so that nobody is told to ask what it never reaches. Such a reading of a
 * routine is one of its `variants`, which the step that calls it names by its number.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { mostAllocations } from "./allocations.js";
import { conditionReader } from "./conditions.js";
import { Facts } from "./facts.js";

/** Folders whose functions are followed. */
const FOLDERS = ["routines", "access", "objects", "step"];

/** All of that, by the name of the routine, as the text of core/generated/readings.json. */
export function readRoutines(typescript, core) {
  const program = new Sources(typescript, core);
  const allocations = mostAllocations(program);
  const readings = {};
  for (const [name, entry] of program.routines) {
    const facts = Facts.none(typescript, entry.node, program.numbers);
    const { steps, ...refers } = told(program.read(entry, facts));
    readings[name] = { steps, allocations: allocations.get(name), ...refers };
  }
  for (const [name, variants] of program.variants) readings[name].variants = variants;
  return `${lines(readings)}\n`;
}

const told = ({ items, refers }) => ({
  steps: items, switches: [...refers.switches].sort(), privileges: [...refers.privileges].sort(),
  rights: [...refers.rights].sort(),
});

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
    /** Readings of routines with what a caller hands over, by routine. */
    this.variants = new Map();
    /** Numbers of the generated constants. */
    this.numbers = numbersIn(join(core, "generated"));
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
  read(entry, facts) {
    const key = `${entry.file} ${entry.node.name.text} ${facts.key()}`;
    const known = this.done.get(key);
    if (known) return known;
    if (this.inWork.has(key)) return { items: [], refers: nothingReferred() };
    this.inWork.add(key);
    const answer = { items: [], refers: nothingReferred() };
    conditionReader(this, entry, answer, facts).statement(entry.node.body);
    this.inWork.delete(key);
    this.done.set(key, answer);
    return answer;
  }

  /** The number of a routine's reading with these facts; nothing where they make no difference. */
  variant(routine, entry, facts) {
    const general = told(this.read(entry, Facts.none(this.typescript, entry.node, this.numbers)));
    const given = told(this.read(entry, facts));
    const text = JSON.stringify(given);
    if (text === JSON.stringify(general)) return {};
    const variants = this.variants.get(routine) ?? [];
    this.variants.set(routine, variants);
    const index = variants.findIndex((each) => JSON.stringify(each) === text);
    return { variant: index < 0 ? variants.push(given) - 1 : index };
  }

  /** What a condition answers; of a helper that decides nothing also what it returns. */
  answer(entry, node, facts, depth = 0) {
    const { typescript: ts } = this;
    const inner = facts.condition(node);
    const answer = facts.answer(inner);
    if (answer !== undefined || depth > 4) return answer;
    const within = (side) => this.answer(entry, side, facts, depth + 1);
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
      const opposite = within(inner.operand);
      return opposite === undefined ? undefined : !opposite;
    }
    if (ts.isBinaryExpression(inner)) {
      const chained = facts.chained(inner);
      if (chained === undefined) return undefined;
      const answers = [within(inner.left), within(inner.right)];
      if (answers.includes(chained)) return chained;
      return answers.includes(undefined) ? undefined : !chained;
    }
    if (!ts.isCallExpression(inner) || !ts.isIdentifier(inner.expression)) return undefined;
    const { target } = this.resolve(entry, inner.expression.text);
    if (target === undefined) return undefined;
    const names = target.node.parameters.map((parameter) => parameter.name.getText());
    return this.returnOf(target, facts.ofCall(names, inner.arguments, target.node), depth + 1);
  }

  /** What a function of a few lines answers; undefined: both, or more than a few lines. */
  returnOf(target, facts, depth) {
    const { typescript: ts } = this;
    for (const statement of target.node.body.statements) {
      if (ts.isReturnStatement(statement) && statement.expression) {
        return this.answer(target, statement.expression, facts, depth);
      }
      if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined) return undefined;
      if (this.answer(target, statement.expression, facts, depth) !== false) return undefined;
    }
    return undefined;
  }
}

/** The constants that the generated files declare as numbers. */
function numbersIn(folder) {
  if (!existsSync(folder)) return new Map();
  const texts = readdirSync(folder).filter((name) => name.endsWith(".ts")).map((name) =>
    readFileSync(join(folder, name), "utf8"));
  const constant = /^export const ([A-Z]\w*): u32 = (\w+);/gm;
  return new Map(texts.flatMap((text) =>
    [...text.matchAll(constant)].map(([, name, value]) => [name, String(Number(value))])));
}
