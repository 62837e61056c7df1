// Fields draw themselves: everything about a value by the kind of its field, from /api/crm/meta alone.
//
//   <Cell field row />                      to read it: table, record, conflict. `follow`: links work
//   <Editable entity row field />           to read it and edit it in place (a record page's value)
//   <InlineEditor entity row field … />     the editor alone, for who holds the state of editing (a table)
//   <FormRow field value onChange error />  a labelled row of a form; <Control …/> the bare control
//   <FilterValue field operator value … />  what a filter asks for
//
//   kindOf(field), kindInfo(field)          kind; width, alignment, icon, operators
//   shownFields(entity)                     what may be a column or a row ("company_name" is company_id's)
//   formFields(entity), isEditable(field)   what a form asks; what may be changed
//   fieldLabel, entityLabel, pluralLabel, countLabel, optionLabel, stageColour, textOf    words and colours
//   filters.ts                              filters as a tree, to and from the filter language
//
// A control tells onChange(value, also?): `also` are other fields that what was typed sets (a currency).
// What can not be read as its kind is passed on as text: the server says what is wrong with it.
export { Cell, isMissing, Party, type CellProps } from './Cell';
export { Control } from './Control';
export { optionsOf, recordChoices, useMemberChoices, type Choices } from './controls/pick';
export type { ControlProps } from './controls/props';
export { Editable, type EditableProps } from './Editable';
export { FilterValue, type FilterValueProps } from './FilterValue';
export * from './filters';
export { FormRow, type FormRowProps } from './FormRow';
export { InlineEditor, type InlineEditorProps, type Refused } from './InlineEditor';
export {
  fieldIcon,
  filterFields,
  formFields,
  isEditable,
  isUpcoming,
  kindInfo,
  kindOf,
  nameFieldOf,
  shownFields,
  type Kind,
  type KindInfo,
} from './kinds';
export { isDay, operators, operatorsOf, operatorWords, type OperatorId } from './operators';
export { currencyOf, linkOf, readMoney, readNumber, targetOf, textOf } from './values';
export {
  countLabel,
  entityLabel,
  entityLabelOf,
  fieldLabel,
  optionLabel,
  pluralLabel,
  stageColour,
} from './words';
