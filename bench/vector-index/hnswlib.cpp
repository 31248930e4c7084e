// hnswlib behind a pipe: reads a command a line and answers with a line.
//   begin LINKS WIDTH          makes an empty index; the bytes that a vector takes
//   add FIRST COUNT            processor seconds that adding these vectors took
//   search WIDTH FIRST COUNT   processor seconds that the searches took; the found items go to a file
#include <cstdio>
#include <ctime>
#include <iostream>
#include <memory>
#include <vector>
#include "hnswlib/hnswlib.h"

static std::vector<float> read_floats(const char* path) {
    FILE* file = fopen(path, "rb");
    fseek(file, 0, SEEK_END);
    std::vector<float> values(ftell(file) / sizeof(float));
    rewind(file);
    if (fread(values.data(), sizeof(float), values.size(), file) != values.size()) exit(1);
    fclose(file);
    return values;
}

static double now() {
    timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec + 1e-9 * time.tv_nsec;
}

int main(int, char** arguments) {
    auto vectors = read_floats(arguments[1]), queries = read_floats(arguments[2]);
    const int dimensions = atoi(arguments[3]), each = atoi(arguments[4]);
    const size_t count = vectors.size() / dimensions;
    hnswlib::L2Space space(dimensions);
    std::unique_ptr<hnswlib::HierarchicalNSW<float>> index;
    for (std::string command; std::cin >> command;) {
        if (command == "begin") {
            int links, width;
            std::cin >> links >> width;
            index.reset(new hnswlib::HierarchicalNSW<float>(&space, count, links, width, 1));
            std::cout << index->size_data_per_element_ << std::endl;
        } else if (command == "add") {
            size_t first, number;
            std::cin >> first >> number;
            const double start = now();
            for (size_t i = first; i < first + number; i++) index->addPoint(&vectors[i * dimensions], i);
            std::cout << now() - start << std::endl;
        } else {
            size_t width, first, number;
            std::cin >> width >> first >> number;
            index->setEf(width);
            std::vector<int> found(number * each);
            const double start = now();
            for (size_t q = 0; q < number; q++) {
                auto top = index->searchKnn(&queries[(first + q) * dimensions], each);
                for (int r = each; r-- > 0; top.pop()) found[q * each + r] = (int)top.top().second;
            }
            const double seconds = now() - start;
            FILE* file = fopen(arguments[5], "wb");
            fwrite(found.data(), sizeof(int), found.size(), file);
            fclose(file);
            std::cout << seconds << std::endl;
        }
    }
}
