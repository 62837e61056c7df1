// The components of the page that know nothing of Kith's data. Markdown is loaded when first shown.
export { Avatar, Avatars, type AvatarProps } from './Avatar';
export { Button, type ButtonProps } from './Button';
export { Checkbox, type CheckboxProps } from './Checkbox';
export { AddChip, Chip, type ChipPart, type ChipProps } from './Chip';
export { classes } from './classes';
export { Field, useField, type FieldProps } from './Field';
export { Icon, type IconProps, type LucideIcon } from './Icon';
export { IconButton, type IconButtonProps } from './IconButton';
export { Input, TextArea, type InputProps, type TextAreaProps } from './Input';
export { ariaKeys, Kbd } from './Kbd';
export { FitBar, PriorityBars, StageDot } from './marks';
export { Rating, type RatingProps } from './Rating';
export { Segment, type SegmentOption, type SegmentProps } from './Segment';
export { ProgressBar, Skeleton, Spinner, VisuallyHidden } from './small';
export { Switch, type SwitchProps } from './Switch';
export { Tabs, type Tab, type TabsProps } from './Tabs';
export { Tag, type TagProps, type Tone } from './Tag';
export { Tooltip, UiProvider, type TooltipProps } from './Tooltip';
