import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { expect, it } from 'vitest';
import { choiceField, form, labelled, textField } from '../../src/discord/form.ts';
import { md } from '../../src/discord/markdown.ts';

it('a form has a title, fields, and words between them', () => {
  const field = textField('why', 'Why');
  expect(form('1|reject', 'Reject it', md`What *they* see`, field)).toEqual({
    kind: 'modal',
    modal: {
      custom_id: '1|reject',
      title: 'Reject it',
      components: [{ type: ComponentType.TextDisplay, content: 'What *they* see' }, field],
    },
  });
});

it('a field is one line and required, and says no more, unless it does', () => {
  expect(textField('why', 'Why')).toEqual({
    type: ComponentType.Label,
    label: 'Why',
    component: {
      type: ComponentType.TextInput,
      custom_id: 'why',
      style: TextInputStyle.Short,
      required: true,
      max_length: 4000,
    },
  });
  expect(
    textField('why', 'Why', {
      value: 'Too long',
      description: 'For the one who wrote it',
      required: false,
      max: 3,
      paragraph: true,
    }),
  ).toEqual({
    type: ComponentType.Label,
    label: 'Why',
    description: 'For the one who wrote it',
    component: {
      type: ComponentType.TextInput,
      custom_id: 'why',
      style: TextInputStyle.Paragraph,
      required: false,
      max_length: 3,
      // Discord refuses a form whose field already holds more than it may.
      value: 'Too',
    },
  });
});

it('a choice is one of several, and any other component can be labelled too', () => {
  const options = [{ label: 'A', value: 'a' }];
  const component = { type: ComponentType.StringSelect as const, custom_id: 'which', options };
  expect(choiceField('which', 'Which', options)).toEqual(labelled('Which', undefined, component));
  expect(choiceField('which', 'Which', options, 'One of them')).toEqual({
    type: ComponentType.Label,
    label: 'Which',
    description: 'One of them',
    component,
  });
});
