/** Two sides of one id; one of them may be absent. */
export interface Pair<Left, Right> {
  readonly id: string;
  readonly left: Left | undefined;
  readonly right: Right | undefined;
}

/** Pairs what two sources list in the order of their ids, without holding either in memory. */
export async function* pairSorted<Left, Right>(
  lefts: AsyncIterator<Left>,
  leftId: (left: Left) => string,
  rights: AsyncIterator<Right>,
  rightId: (right: Right) => string,
): AsyncGenerator<Pair<Left, Right>> {
  let [left, right] = [await lefts.next(), await rights.next()];
  for (;;) {
    const idOfLeft = left.done === true ? undefined : leftId(left.value);
    const idOfRight = right.done === true ? undefined : rightId(right.value);
    if (idOfLeft === undefined && idOfRight === undefined) return;
    const id = [idOfLeft, idOfRight].filter((one) => one !== undefined).sort()[0] as string;
    const [isLeft, isRight] = [idOfLeft === id, idOfRight === id];
    yield {
      id,
      left: isLeft ? (left.value as Left) : undefined,
      right: isRight ? (right.value as Right) : undefined,
    };
    if (isLeft) left = await lefts.next();
    if (isRight) right = await rights.next();
  }
}
