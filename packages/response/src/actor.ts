/** Who did something. Comes from the session or the process, never from input. */
export type Actor =
  | { kind: 'person'; id: string; name: string; role: Role }
  | { kind: 'agent'; id: string; name: string }
  | { kind: 'system'; id: string; name: string };

export const ROLES = ['viewer', 'responder', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];
