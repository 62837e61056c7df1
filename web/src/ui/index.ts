// The components of the page that know nothing of Kith's data. Markdown is loaded when first shown.
export { Avatar, Avatars, type AvatarProps } from './Avatar';
export { Banner, Note, type BannerProps } from './Banner';
export { Button, type ButtonProps } from './Button';
export { Calendar, type CalendarProps } from './Calendar';
export { Checkbox, type CheckboxProps } from './Checkbox';
export { AddChip, Chip, type ChipPart, type ChipProps } from './Chip';
export { classes } from './classes';
export { among, Combobox, type ComboboxProps, type ComboOption } from './Combobox';
export { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog';
export { CopyButton, copyText, type CopyButtonProps } from './CopyButton';
export { DatePicker, dayText, type DatePickerProps } from './DatePicker';
export { Dialog, type DialogProps } from './Dialog';
export { Drawer, type DrawerProps } from './Drawer';
export { EmptyState, Mark, Rings, type EmptyStateProps } from './EmptyState';
export { Field, useField, type FieldProps } from './Field';
export { Icon, type IconProps, type LucideIcon } from './Icon';
export { IconButton, type IconButtonProps } from './IconButton';
export { Input, TextArea, type InputProps, type TextAreaProps } from './Input';
export { ariaKeys, Kbd } from './Kbd';
export { Markdown } from './Markdown';
export { FitBar, PriorityBars, StageDot } from './marks';
export {
  Menu,
  MenuCheck,
  MenuChoice,
  MenuItem,
  MenuLine,
  MenuSub,
  MenuTitle,
  type MenuItemProps,
  type MenuProps,
} from './Menu';
export { Popover, PopoverClose, type PopoverProps } from './Popover';
export { Rating, type RatingProps } from './Rating';
export { SearchSelect, type SearchSelectProps } from './SearchSelect';
export { Segment, type SegmentOption, type SegmentProps } from './Segment';
export { Select, type SelectOption, type SelectProps } from './Select';
export { Sheet, type SheetProps } from './Sheet';
export { ProgressBar, Skeleton, Spinner, VisuallyHidden } from './small';
export { Switch, type SwitchProps } from './Switch';
export { Tabs, type Tab, type TabsProps } from './Tabs';
export { Tag, type TagProps, type Tone } from './Tag';
export { ToastHost } from './ToastHost';
export { createToasts, type Message, type Toast, type Toasts } from './toasts';
export { Tooltip, UiProvider, type TooltipProps } from './Tooltip';
