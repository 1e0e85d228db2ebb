import type { MeasuredSeries } from '../measurements/measurement-store.ts';
import type { ReportedAlarm } from '../measurements/reported-alarm.ts';

type ByName<T> = Readonly<Record<string, T>>;

/** A user in whose name requests are sent. */
export interface Actor {
  readonly name: string;
  readonly scope: string;
}

/** A request that a button sends. */
export interface SubjectAction {
  readonly title: string;
  /** States in which it makes sense. */
  readonly states: readonly string[];
  /** The route, by its function. */
  readonly route: string;
  readonly actor: string;
  /** Bodies to choose from, by their titles; `{}` without a choice. */
  readonly bodies?: ByName<unknown>;
  /** Whether it is destructive. */
  readonly isDangerous?: true;
}

/** Something about a subject that a person has to know or to do. */
export interface SubjectNotice {
  readonly title: string;
  readonly text: string;
  /** The next step. */
  readonly next: string;
}

/** One attempt to pay for a subject. */
export interface PaymentTry {
  readonly number: number;
  /** RFC 3339. */
  readonly at: string;
  readonly method: string;
  readonly state: string;
  /** Cause of a failure. */
  readonly reason?: string;
}

/** The things that requests are about, such as orders. */
export interface SubjectDefinition {
  readonly name: string;
  /** Finds an id in a text. */
  readonly idPattern: RegExp;
  /** Reads one: a route with the id in its path. */
  readonly read: { readonly route: string; readonly actor: string };
  /** Field with the name of its owner, whom the actor `owner` stands for. */
  readonly owner: string;
  /** States by their names, with the place of each in the picture: column and row, from 0. */
  readonly states: ByName<readonly [column: number, row: number]>;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly command: string }[];
  readonly actions: readonly SubjectAction[];
  /** The partitions that hold one, by the names of their tables. */
  readonly partitions: (id: string) => ByName<string>;
  /** Attempts to pay, from the stored items. */
  readonly attempts?: (items: readonly Readonly<Record<string, unknown>>[]) => readonly PaymentTry[];
  /** From the stored items; `undefined` without one. */
  readonly notice?: (items: readonly Readonly<Record<string, unknown>>[]) => SubjectNotice | undefined;
  /** The payment, by the id of the payment gateway, for which the customer has to authenticate, from the stored items. */
  readonly pendingPayment: (items: readonly Readonly<Record<string, unknown>>[]) => string | undefined;
}

/** A typed client of the API, so that a request can be copied as a call of it. */
export interface ClientDefinition {
  readonly package: string;
  /** Function of the package that makes a client from `baseUrl` and `token`. */
  readonly factory: string;
  /** Methods by the functions of their routes, with the last argument before the options. */
  readonly methods: ByName<{ readonly name: string; readonly takes: 'body' | 'query' | '' }>;
}

/** Facts about a service that the console shows. */
export interface ConsoleDefinition {
  /** Header of requests and answers with the correlation id, in lower case. */
  readonly correlationHeader: string;
  readonly actors: readonly Actor[];
  readonly subject: SubjectDefinition;
  /** Bodies that the forms begin with, by the functions of their routes; else the examples of the API document. */
  readonly bodies?: ByName<unknown>;
  /** Cause of an error in words, by the code and the details of the answer. */
  readonly explainError?: (
    code: string,
    details: Readonly<Record<string, unknown>> | undefined,
  ) => string | undefined;
  /** A service outside the deployment, and the resource that functions have access to if they call it. */
  readonly external?: { readonly name: string; readonly access: string };
  readonly client?: ClientDefinition;
  /** How the objectives of the service stand by measured metrics; `now` in milliseconds since 1970. */
  readonly objectives?: (series: readonly MeasuredSeries[], now: number) => Promise<unknown>;
  /** States of the alarms of the service by measured metrics; `now` in milliseconds since 1970. */
  readonly alarms?: (series: readonly MeasuredSeries[], now: number) => Promise<readonly ReportedAlarm[]>;
  /** The service's OpenAPI document, for the forms. */
  readonly apiDocument: () => Promise<unknown>;
}
