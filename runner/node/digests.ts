/**
 * Short names of bytes: which program and which core something belongs to, and what a file holds. A program
 * is what the core is given, so that neither a comment nor a title makes another one of it.
 */
import { createHash } from "node:crypto";
import { encodeImage } from "../../grammar/image/encodeImage.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { coreBytes } from "./coreModule.ts";

const DIGITS = 16;

/** The whole digest of some bytes. */
export const digestBytes = (bytes: Uint8Array | string): Uint8Array =>
  createHash("sha256").update(bytes).digest();

/** Its first digits, which name a file by what it holds. */
export const shortDigest = (bytes: Uint8Array | string): string => inShort(digestBytes(bytes));

/** The first digits of a digest that somebody else made. */
export const inShort = (digest: Uint8Array): string =>
  Buffer.from(digest).toString("hex").slice(0, DIGITS);

const programs = new WeakMap<Program, Uint8Array>();
let core: Uint8Array | undefined;

/** The digest of a program. */
export function programDigest(program: Program): Uint8Array {
  const known = programs.get(program) ?? digestBytes(encodeImage(program.image));
  programs.set(program, known);
  return known;
}

/** The digest of the module that runs it. */
export function coreDigest(): Uint8Array {
  core ??= digestBytes(coreBytes());
  return core;
}
