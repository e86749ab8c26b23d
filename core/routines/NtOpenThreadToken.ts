/**
 * NtOpenThreadToken: NtOpenThreadTokenEx without attributes of the handle. [MS-doc
 * nf-ntifs-ntopenthreadtoken] [ReactOS token.c] facts 11.1
 */
import { NtOpenThreadTokenEx } from "./NtOpenThreadTokenEx";

/** An NTSTATUS; the result is a handle to the token. */
export function NtOpenThreadToken(threadHandle: u32, desiredAccess: u32, openAsSelf: u32): u32 {
  return NtOpenThreadTokenEx(threadHandle, desiredAccess, openAsSelf, 0);
}
