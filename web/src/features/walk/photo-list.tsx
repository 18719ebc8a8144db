import { ActionIcon, Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { Camera, X } from "lucide-react";
import { useState } from "react";
import { photoOf } from "./photos";
import classes from "./walk.module.css";
import type { Photo } from "./walks";

const MOST = 8;

interface Props {
  photos: Photo[];
  add: (photo: Photo) => void;
  remove: (id: string) => void;
}

/** Photos of what was met: taken now, or chosen. */
export function Photos({ photos, add, remove }: Props) {
  const [refused, setRefused] = useState(false);
  async function take(file: File | null) {
    if (!file) return;
    const photo = await photoOf(file);
    setRefused(photo === undefined);
    if (photo) add(photo);
  }
  return (
    <Stack gap="xs">
      {photos.length > 0 && (
        <Group gap="sm" component="ul" className={classes.photos} aria-label="Photos">
          {photos.map((photo, at) => (
            <li key={photo.id} className={classes.photo}>
              {photo.thumb ? (
                <img src={photo.thumb} alt={`Taken ${at + 1}`} />
              ) : (
                <Text size="xs">Photo {at + 1}</Text>
              )}
              <ActionIcon
                size={28}
                radius="xl"
                variant="default"
                className={classes.remove}
                aria-label={`Take photo ${at + 1} away`}
                onClick={() => remove(photo.id)}
              >
                <X size={14} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </Group>
      )}
      <FileButton onChange={(file) => void take(file)} accept="image/*" capture="environment">
        {(props) => (
          <Button
            {...props}
            size="md"
            variant="default"
            disabled={photos.length >= MOST}
            leftSection={<Camera size={18} aria-hidden />}
          >
            {photos.length ? "Another photo" : "Photo"}
          </Button>
        )}
      </FileButton>
      {refused && (
        <Text size="sm" c="negative" role="alert">
          That is no picture this browser can read. Take a JPEG, PNG or WebP.
        </Text>
      )}
    </Stack>
  );
}
