// Conditions and groups of them: all, any or none must hold. A group may hold groups.
import { Plus, X } from 'lucide-react';
import { field as findField, type EntityMeta, type FieldMeta } from '../../data/meta';
import {
  addNode,
  dropNode,
  fieldLabel,
  filterFields,
  FilterValue,
  operatorsOf,
  operatorWords,
  setNode,
  withOperator,
  type Condition,
  type Group,
} from '../../fields';
import { rem } from '../../lib/rem';
import { t } from '../../text';
import { Button, classes, IconButton, Select } from '../../ui';

/** A new question about a field: the likeliest one, still without a value. */
export function firstCondition(field: FieldMeta): Condition {
  const [operator = 'filled'] = operatorsOf(field);
  return { kind: 'condition', field: field.name, operator, value: undefined };
}

const DEEPEST = 3;

interface GroupEditorProps {
  entity: EntityMeta;
  group: Group;
  onChange: (group: Group) => void;
  depth?: number;
}

type Join = 'and' | 'or' | 'not';

const joins = [
  { value: 'and', label: t('filter.allOf') },
  { value: 'or', label: t('filter.anyOf') },
  { value: 'not', label: t('filter.noneOf') },
] as const satisfies readonly { value: Join; label: string }[];

export function GroupEditor({ entity, group, onChange, depth = 0 }: GroupEditorProps) {
  const join: Join = group.not ? 'not' : group.join;
  const [first] = filterFields(entity);
  const setJoin = (next: Join) => {
    const { kind, nodes } = group;
    onChange(next === 'not' ? { kind, nodes, join: 'or', not: true } : { kind, nodes, join: next });
  };
  return (
    <div
      className={classes('fgroup', depth === 0 && 'root')}
      role="group"
      aria-label={t('filter.group')}
    >
      <div style={{ inlineSize: rem(160) }}>
        <Select<Join>
          size="sm"
          label={t('filter.join')}
          value={join}
          options={joins}
          onChange={setJoin}
        />
      </div>
      {group.nodes.map((node, at) => {
        const drop = (
          <IconButton
            icon={X}
            size="sm"
            label={t('filter.drop')}
            onClick={() => onChange(dropNode(group, at))}
          />
        );
        if (node.kind === 'condition')
          return (
            <div key={at} className="frow">
              <ConditionRow
                entity={entity}
                condition={node}
                onChange={(next) => onChange(setNode(group, at, next))}
              />
              {drop}
            </div>
          );
        return (
          <div key={at} className="row" style={{ alignItems: 'start' }}>
            <div className="grow">
              {node.kind === 'group' ? (
                <GroupEditor
                  entity={entity}
                  group={node}
                  depth={depth + 1}
                  onChange={(next) => onChange(setNode(group, at, next))}
                />
              ) : (
                <code className="mono">{JSON.stringify(node.filter)}</code>
              )}
            </div>
            {drop}
          </div>
        );
      })}
      <div className="row g4">
        <Button
          size="sm"
          kind="ghost"
          icon={Plus}
          onClick={() => first && onChange(addNode(group, firstCondition(first)))}
        >
          {t('filter.addCondition')}
        </Button>
        {depth < DEEPEST && (
          <Button
            size="sm"
            kind="ghost"
            icon={Plus}
            onClick={() => onChange(addNode(group, { kind: 'group', join: 'or', nodes: [] }))}
          >
            {t('filter.addGroup')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ConditionRowProps {
  entity: EntityMeta;
  condition: Condition;
  onChange: (condition: Condition) => void;
}

function ConditionRow({ entity, condition, onChange }: ConditionRowProps) {
  const field = findField(entity, condition.field);
  const fields = filterFields(entity).map((f) => ({ value: f.name, label: fieldLabel(f) }));
  const chosen = (name: string) => {
    const next = findField(entity, name);
    if (next) onChange(firstCondition(next));
  };
  return (
    <>
      <Select
        size="sm"
        label={t('filter.field')}
        value={condition.field}
        options={fields}
        onChange={chosen}
      />
      {field ? (
        <>
          <Select
            size="sm"
            label={t('filter.operator')}
            value={condition.operator}
            options={operatorsOf(field).map((o) => ({ value: o, label: operatorWords(o) }))}
            onChange={(operator) => onChange(withOperator(condition, operator))}
          />
          <div style={{ minInlineSize: 0 }}>
            <FilterValue
              field={field}
              operator={condition.operator}
              value={condition.value}
              onChange={(value) => onChange({ ...condition, value })}
            />
          </div>
        </>
      ) : (
        <>
          <span />
          <span />
        </>
      )}
    </>
  );
}
