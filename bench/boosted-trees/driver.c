/* The least that trains boosted trees by LightGBM's C API: what a binding is measured against.
   driver VALUES LABELS ROWS COLUMNS TREES PARAMETERS MODEL
   Prints processor seconds and seconds from the matrix in memory to the trained trees as text. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

int LGBM_DatasetCreateFromMat(const void *, int, int32_t, int32_t, int, const char *, const void *, void **);
int LGBM_DatasetSetField(void *, const char *, const void *, int, int);
int LGBM_BoosterCreate(void *, const char *, void **);
int LGBM_BoosterUpdateOneIter(void *, int *);
int LGBM_BoosterSaveModelToString(void *, int, int, int, int64_t, int64_t *, char *);
const char *LGBM_GetLastError(void);

static void check(int status) {
    if (status != 0) {
        fprintf(stderr, "LightGBM: %s\n", LGBM_GetLastError());
        exit(1);
    }
}

static float *read_floats(const char *path, size_t count) {
    float *values = malloc(count * sizeof *values);
    FILE *file = fopen(path, "rb");
    if (!values || !file || fread(values, sizeof *values, count, file) != count) {
        fprintf(stderr, "%s does not hold %zu numbers\n", path, count);
        exit(1);
    }
    fclose(file);
    return values;
}

static double processor_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1e-6 * (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + 1e-9 * now.tv_nsec;
}

int main(int count, char **arguments) {
    if (count != 8)
        return 2;
    int rows = atoi(arguments[3]), columns = atoi(arguments[4]), trees = atoi(arguments[5]);
    const char *parameters = arguments[6];
    float *values = read_floats(arguments[1], (size_t)rows * columns);
    float *labels = read_floats(arguments[2], rows);

    double processor = processor_seconds(), start = seconds();
    void *dataset, *booster;
    int finished = 0;
    check(LGBM_DatasetCreateFromMat(values, 0, rows, columns, 1, parameters, NULL, &dataset));
    check(LGBM_DatasetSetField(dataset, "label", labels, rows, 0));
    check(LGBM_BoosterCreate(dataset, parameters, &booster));
    for (int tree = 0; tree < trees && !finished; tree++)
        check(LGBM_BoosterUpdateOneIter(booster, &finished));
    int64_t length = 0;
    check(LGBM_BoosterSaveModelToString(booster, 0, -1, 0, 0, &length, NULL));
    char *text = malloc(length);
    check(LGBM_BoosterSaveModelToString(booster, 0, -1, 0, length, &length, text));
    printf("%.6f %.6f\n", processor_seconds() - processor, seconds() - start);

    FILE *model = fopen(arguments[7], "wb");
    fwrite(text, 1, length - 1, model);
    fclose(model);
    return 0;
}
