// A text of the catalogue whose {places} are filled with elements: "{who} moved the stage {before} to {after}".
import { Fragment, type ReactNode } from 'react';
import { t, type TextKey } from '../../text';

export function Words({
  of,
  n,
  with: values,
}: {
  of: TextKey;
  n?: number;
  with: Record<string, ReactNode>;
}) {
  const text = t(of, n === undefined ? {} : { n });
  return text.split(/(\{\w+\})/).map((part, i) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return <Fragment key={i}>{name === undefined ? part : values[name]}</Fragment>;
  });
}
