// The control of a field: by kind, one for editors, forms and filters.
import type { ComponentType } from 'react';
import {
  ColourControl,
  BoolControl,
  ChoiceControl,
  CurrencyControl,
  MemberControl,
  RecordControl,
} from './controls/pick';
import { DayControl, TimeControl } from './controls/day';
import type { ControlProps } from './controls/props';
import { LinksControl, TagsControl } from './controls/several';
import {
  LongControl,
  MoneyControl,
  NumberControl,
  RatingControl,
  TextControl,
} from './controls/text';
import { kindOf, type Kind } from './kinds';

const controls: Record<Kind, ComponentType<ControlProps>> = {
  text: TextControl,
  longtext: LongControl,
  number: NumberControl,
  priority: NumberControl,
  rating: RatingControl,
  money: MoneyControl,
  currency: CurrencyControl,
  date: DayControl,
  birthday: DayControl,
  time: TimeControl,
  choice: ChoiceControl,
  stage: ChoiceControl,
  bool: BoolControl,
  email: TextControl,
  phone: TextControl,
  url: TextControl,
  domain: TextControl,
  channel: TextControl,
  color: ColourControl,
  record: RecordControl,
  member: MemberControl,
  tags: TagsControl,
  links: LinksControl,
  json: TextControl,
};

export function Control(props: ControlProps) {
  const Shown = controls[kindOf(props.field)];
  return <Shown {...props} />;
}
