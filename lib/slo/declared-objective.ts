import type { Objective, ObjectiveDeclaration } from './objective.ts';

type LowerCase =
  | ('a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm')
  | ('n' | 'o' | 'p' | 'q' | 'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z');
type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

type IsMadeOf<S extends string, C extends string> = S extends ''
  ? true
  : S extends `${infer First}${infer Rest}`
    ? First extends C
      ? IsMadeOf<Rest, C>
      : false
    : false;

type HasMoreThanFive<S extends string> =
  S extends `${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}${infer _6}${infer _Rest}` ? true : false;

type Decimals<S extends string> = S extends ''
  ? false
  : HasMoreThanFive<S> extends true
    ? false
    : IsMadeOf<S, Digit>;

type IsTarget<S extends string> = S extends `${Digit}${Digit}`
  ? true
  : S extends `${Digit}${Digit}.${infer Fraction}`
    ? Decimals<Fraction>
    : false;

/** An object, because the compiler shows it where a text would only make the whole declaration `never`. */
type If<Condition extends boolean, T, Advice extends string> = Condition extends true
  ? T
  : { readonly refused: Advice };

type DeclaredId<S extends string> = string extends S
  ? S
  : If<
      S extends '' ? false : IsMadeOf<S, LowerCase | Digit | '-'>,
      S,
      'an id is made of lower-case letters, digits and hyphens'
    >;

type DeclaredTarget<S extends string> = string extends S
  ? S
  : If<IsTarget<S>, S, 'a target is decimal text such as 99.9, with at most five decimals'>;

type DeclaredGuard<N extends number> = number extends N
  ? N
  : If<
      `${N}` extends '0' | `-${string}` | `${string}.${string}` ? false : true,
      N,
      'a whole number from 1 up'
    >;

type Days = '7' | '8' | '9' | `${'1' | '2' | '3' | '4' | '5' | '6' | '7' | '8'}${Digit}` | '90';

type DeclaredWindow<N extends number> = number extends N
  ? N
  : If<`${N}` extends Days ? true : false, N, 'a window is of 7 to 90 whole days'>;

type Guard<O extends ObjectiveDeclaration> = O extends { readonly minBadEvents: infer N extends number }
  ? DeclaredGuard<N>
  : number;

type Unknown<O> = {
  readonly [Field in Exclude<keyof O, keyof Objective>]: {
    readonly refused: 'an objective has no such field';
  };
};

/** Turns what is wrong with an objective's literals into an error of the compiler. */
export type DeclaredObjective<O extends ObjectiveDeclaration> = Unknown<O> & {
  readonly id: DeclaredId<O['id']>;
  readonly target: DeclaredTarget<O['target']>;
  readonly windowDays: DeclaredWindow<O['windowDays']>;
  readonly minBadEvents?: Guard<O>;
};
