# Change these values to your own:
#
#   YOUR_USER_ID_HERE
#   Your user ID.
#
#   YOUR_PAT_HERE
#   Your personal access token (PAT), from the security settings of your
#   account. Keep it out of every repository.
#
#   YOUR_APP_ID_HERE
#   The ID of the app that holds the data.
#
#   5f1c62e07ad94b1c8f20d9b3a6e4f7c1
#   The ID of the input.
#
#   iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAKElEQVR42mNgIBL8BwI0LrL…
#   The mask, an image file, as base64 text.
#
#   street-sign
#   The ID of the concept that the region shows.

curl --fail-with-body --request POST \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/annotations' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "annotations": [
    {
      "input_id": "5f1c62e07ad94b1c8f20d9b3a6e4f7c1",
      "data": {
        "regions": [
          {
            "region_info": {
              "mask": {
                "image": {
                  "base64": "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAKElEQVR42mNgIBL8BwI0LrLQ//9oIugC//+jiZAhQNgWTIdhOh0vAABJBW+R7Pey1wAAAABJRU5ErkJggg=="
                }
              }
            },
            "data": {
              "concepts": [
                {
                  "id": "street-sign",
                  "value": 1.0
                }
              ]
            }
          }
        ]
      }
    }
  ]
}'
