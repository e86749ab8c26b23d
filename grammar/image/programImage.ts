/**
 * A program as data: what the emitter builds, what the encoder writes, what decompiler and host read back
 * beside the bytes.
 *
 * Everything is by number here; `ProgramNames` beside the image keeps what people call things.
 */
import type { RegionName } from "../../core/tables/layout.ts";
import type { Span } from "../syntaxTree.ts";

/** An operand of a record: a form of the table `operandForms` and an index below 4096. */
export interface ImageOperand {
  readonly form: "None" | "Entity" | "Variable" | "Current" | "Literal" | "Constant" | "Handle"
    | "ProcessOf";
  readonly index: number;
}

export const NO_OPERAND: ImageOperand = { form: "None", index: 0 };

/** One 16-byte record; `operation` is an id of the tables of operations or of control operations. */
export interface ImageRecord {
  readonly operation: number;
  /** Thread number; 0xFF the lane's own thread; with flag ActorVariable the number of a variable. */
  readonly actor: number;
  readonly result: number;
  /** Bits of `recordFlags`. */
  readonly flags: number;
  /** Up to five; missing ones are None. Raw numbers (jump targets, counts) are written as they are. */
  readonly operands: readonly (ImageOperand | number)[];
  readonly fault: number;
}

/**
 * One record of a region of the state: values by field name; a `mask128` is a bigint below 2^128, a `u64` a
 * bigint.
 */
export type StateRow = Readonly<Record<string, number | bigint>>;

export interface ImageAccessList {
  readonly present: boolean;
  readonly entries: readonly {
    readonly deny: boolean;
    readonly sid: number;
    readonly inheritOnly: boolean;
    readonly mask: number;
  }[];
  readonly label?: { readonly integrity: number; readonly policy: number };
  readonly group: number;
}

export interface ImageExpression {
  readonly words: readonly number[];
  readonly watch: bigint;
}
export interface ImageProperty {
  readonly temporal: 0 | 1 | 2;
  readonly event: number;
  readonly expression: number;
}
export interface ImageDomain {
  readonly values: readonly ImageOperand[];
  readonly dynamicKind: number;
  readonly handleKind: number;
}
export interface ImageCall {
  readonly operation: number;
  readonly weight: number;
  /** domain numbers; undefined: the operand is left out */ readonly domains: readonly (number | undefined)[];
}
export interface ImageAttacker {
  readonly threads: number;
  readonly calls: readonly ImageCall[];
  readonly variableStart: number; readonly variableCount: number; readonly playVariable: number;
  readonly processes: readonly number[];
}
export interface ImageShape {
  readonly mandatory: bigint;
  readonly enabledByDefault: bigint;
  readonly ownerCapable: bigint;
  readonly logonId: bigint;
}

/**
 * A whole program. Lists that the core numbers from 1 (threads, processes, tokens, objects, privilege lists)
 * carry an unused element 0.
 */
export interface ProgramImage {
  /** Records planned per region, including the unused record 0 where numbers begin at 1. */
  readonly counts: Readonly<Record<RegionName, number>>;
  readonly initial: Readonly<Partial<Record<RegionName, readonly StateRow[]>>>;
  /** Value number of each switch, in table order. */
  readonly switches: readonly number[];
  /** Number of each SID of `wellKnownSidSlots`; 0xFF: none. */
  readonly wellKnownSids: readonly number[];
  readonly records: readonly ImageRecord[];
  readonly constants: readonly number[];
  readonly domains: readonly ImageDomain[];
  readonly accessLists: readonly ImageAccessList[];
  readonly expressions: readonly ImageExpression[];
  readonly properties: readonly ImageProperty[];
  readonly attackers: readonly ImageAttacker[];
  readonly shapes: readonly ImageShape[];
  /** List 0 is unused. */
  readonly privilegeLists: readonly (readonly { readonly luid: number; readonly attributes: number }[])[];
  /** SIDs by number; list 0 is unused. */
  readonly sidLists: readonly (readonly { readonly sid: number; readonly attributes: number }[])[];
}

export interface NamedSid { readonly sid: string; readonly name: string }

/**
 * A place in the words of a condition that mean something only there, and what says the same elsewhere:
 * words, a variable by its name, a name that a quantifier gives and that must not be another's, the thread of
 * a work item, whether the last call of this code failed. `whenKnown`: the words hold as soon as the value of
 * the variable is known, which is nothing until then.
 */
export interface SaidElsewhere {
  readonly span: Span;
  readonly as:
    | { readonly kind: "words"; readonly words: string }
    | { readonly kind: "variable"; readonly variable: number; readonly behind: string }
    | { readonly kind: "whenKnown"; readonly variable: number; readonly words: string }
    | { readonly kind: "element"; readonly name: string }
    | { readonly kind: "current" | "lastFailed" };
}

/** What people call things, for reports, explanations and the decompiler. Indexed like the image. */
export interface ProgramNames {
  readonly threads: readonly {
    readonly name: string;
    readonly process: string;
    /** shortest unambiguous path */ readonly path: string;
  }[];
  readonly processes: readonly string[];
  readonly objects: readonly { readonly name: string; readonly type: string }[];
  readonly jobs: readonly string[];
  /**
   * SIDs of the program by number: text and, if it has one, the name of the table or of the account; `merged`
   * are further SIDs that share the number.
   */
  readonly sids: readonly (NamedSid & { readonly merged: readonly NamedSid[] })[];
  /**
   * Accounts by what their tokens carry: logon session and number of the user's SID. Several can share
   * either.
   */
  readonly accounts: readonly { readonly name: string; readonly session: number; readonly user: number }[];
  /** `spare`: no call of the program binds it; it can name a handle that has no name. */
  readonly variables: readonly { readonly name: string; readonly span?: Span; readonly spare?: true }[];
  /** Source text of each expression, and of each property its title or its own words. */
  readonly expressions: readonly {
    readonly text: string;
    readonly span: Span;
    readonly said: readonly SaidElsewhere[];
  }[];
  readonly properties: readonly {
    readonly title: string;
    readonly text: string;
    readonly span: Span;
    readonly said: readonly SaidElsewhere[];
    readonly attacker?: number;
  }[];
  readonly attackers: readonly string[];
  /** Labels of `Enter` records by number (`filter.create`). */
  readonly labels: readonly string[];
  /** By the number of a record that chooses: the words of each value of its domain. */
  readonly choices: ReadonlyMap<number, readonly string[]>;
  /** Span of each record in the source. */
  readonly spans: readonly Span[];
}

/** A scenario compiled for one version. */
export interface Program {
  readonly scenario: string;
  readonly version: string;
  readonly image: ProgramImage;
  readonly names: ProgramNames;
  /** What makes it a twin. `breaks`: numbers of the properties that are expected broken. */
  readonly breaks: readonly number[];
  readonly repairs?: string;
  readonly hasChoices: boolean;
  /** Whether some attacker plays. */
  readonly plays: boolean;
  /** Most steps that a run can take. */
  readonly stepsMax: number;
  readonly span: Span;
  readonly docComment: string;
}
