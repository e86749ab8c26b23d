/**
 * What the routines that return a handle to a token have in common: the open by pointer, the new entry, its
 * result and outs.
 */
import { unchecked } from "../access/SeAccessCheck";
import { checkAccess, openedAccess } from "../access/checkAccess";
import { TYPE_TOKEN } from "../generated/accessRights";
import { HANDLE_TOKEN } from "../generated/constants";
import {
  handleAccess, handleGeneration, handleObject, tokenDescriptor, tokenLevel, tokenType,
} from "../generated/state";
import { STATUS_SUCCESS } from "../generated/statuses";
import { CREATED_HANDLE_CHECKED_ON, createdHandleChecked } from "../generated/switches";
import { currentProcess, currentThread, inKernelMode, setOut, setResult } from "../step/call";
import { allocateHandle, NO_HANDLE } from "./handles";
import { goesUnchecked, tableFor } from "./objectAttributes";
import { dereferenceToken, referenceToken } from "./tokens";

/** The entry that the last success made; NO_HANDLE where the world is full. */
// NO_HANDLE, written out: an initialiser that reads another constant makes a start function.
export let newHandle: u32 = 0xffffffff;

/**
 * Opens a token that exists: its descriptor is checked with the caller's effective identity, in kernel mode
 * only where the attributes force it. An NTSTATUS. [ReactOS] facts 11.1 step 7a
 */
export function openToken(token: u32, desiredAccess: u32, attributes: u32 = 0): u32 {
  const table = tableFor(attributes);
  const unchecked = goesUnchecked(attributes);
  const status = checkAccess(currentThread, tokenDescriptor(token), TYPE_TOKEN, desiredAccess, unchecked);
  if (status != STATUS_SUCCESS) return status;
  referenceToken(token);
  insertToken(token, openedAccess, table);
  return STATUS_SUCCESS;
}

/** What the last `checkAccessToCreated` granted. */
export let accessToCreated: u32 = 0;

/**
 * The access of a handle to a token about to be made from `source`: as asked, since nobody checks a creator;
 * by a switch it is compared with the source's list (D27: duplicates and CopyOnOpen copies). An NTSTATUS.
 */
export function checkAccessToCreated(source: u32, desiredAccess: u32): u32 {
  accessToCreated = unchecked(TYPE_TOKEN, desiredAccess);
  if (createdHandleChecked() != CREATED_HANDLE_CHECKED_ON) return STATUS_SUCCESS;
  const kernelMode = inKernelMode(currentThread);
  const status = checkAccess(currentThread, tokenDescriptor(source), TYPE_TOKEN, desiredAccess, kernelMode);
  accessToCreated = openedAccess;
  return status;
}

/**
 * Gives a token a handle with this access in that process' table, and the caller's reference on the token to
 * the handle.
 */
export function insertToken(token: u32, access: u32, table: u32 = currentProcess()): void {
  newHandle = allocateHandle(HANDLE_TOKEN, token, access, table);
  if (newHandle == NO_HANDLE) dereferenceToken(token);
}

/** Hands the new handle to the caller, with what can be read through it. */
export function returnTokenHandle(handle: u32): void {
  if (handle == NO_HANDLE) return;
  const token = handleObject(handle);
  setResult(handle, handleGeneration(handle));
  setOut(0, tokenLevel(token));
  setOut(1, tokenType(token));
  setOut(2, handleAccess(handle));
}
