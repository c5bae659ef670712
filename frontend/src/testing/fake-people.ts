import type { Group, Person } from "@/client";

import { answer, refusal } from "./answers";

const NOW = "2026-05-01T10:00:00Z";

export const aPerson = (about: Partial<Person> = {}): Person => ({
  person_id: "person-1",
  email: "paul@example.com",
  state: "active",
  groups: [],
  since: NOW,
  changed_at: NOW,
  ...about,
});

type Body = { email?: string; email_begins?: string; groups?: Group[]; seen?: Group[]; on?: boolean };

/** People in memory, as the API answers about them. */
export class FakePeople {
  people: Person[] = [];
  /** What was asked for, by method and path, and with what. */
  asked: { what: string; body: unknown }[] = [];

  fetch = async (request: Request): Promise<Response | null> => {
    const { pathname, searchParams } = new URL(request.url);
    if (!/^\/people(?:\/|$)/.test(pathname)) return null;
    const body = request.method === "POST" ? ((await request.json()) as Body) : {};
    this.asked.push({ what: `${request.method} ${pathname}`, body });
    const [, , id, what] = pathname.split("/");
    if (request.method === "GET") return this.page(searchParams.get("group"), searchParams.get("cursor"));
    if (id === "search") return this.found(body.email_begins ?? "");
    return id === undefined ? this.invite(body) : this.change(id, what ?? "", body);
  };

  private page(group: string | null, cursor: string | null): Response {
    const fitting = this.people.filter(({ groups }) => group === null || groups.includes(group as Group));
    const [from, size] = [Number(cursor ?? 0), 20];
    return answer(200, {
      people: fitting.slice(from, from + size),
      cursor: from + size < fitting.length ? String(from + size) : null,
    });
  }

  private found(begins: string): Response {
    return answer(200, { people: this.people.filter(({ email }) => email.startsWith(begins)), cursor: null });
  }

  private invite({ email = "", groups = [] }: Body): Response {
    if (!email.includes("@")) return refusal(400, "invalid_request", "email: give an e-mail address.");
    if (this.people.some((one) => one.email === email))
      return refusal(409, "person_there", "Somebody has this address already.");
    const person = aPerson({ person_id: `person-${email}`, email, groups, state: "invited" });
    this.people.push(person);
    return answer(201, person);
  }

  private change(id: string, what: string, { groups = [], on = false }: Body): Response {
    const person = this.people.find(({ person_id }) => person_id === id);
    if (person === undefined) return refusal(404, "not_found", "There is nobody of that id.");
    const state = on ? ("active" as const) : ("disabled" as const);
    const after = { ...person, ...(what === "groups" ? { groups } : {}), ...(what === "switch" ? { state } : {}) };
    this.people = this.people.map((one) => (one === person ? after : one));
    return answer(200, after);
  }
}
